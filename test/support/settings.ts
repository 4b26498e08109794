/** Environment of a server, by the names of .env.example. */
export type Settings = Readonly<Record<string, string>>;
