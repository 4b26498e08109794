import { useGraphiQL } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect } from 'react';
import { exampleTabs, initialVariables } from './examples.js';
import { fetcher } from './fetcher.js';
import { PeopleBar } from './people-bar.js';

const plugins = [HISTORY_PLUGIN];

export function App() {
  return (
    <div className="page">
      <PeopleBar />
      <main className="explorer">
        <GraphiQL
          fetcher={fetcher}
          plugins={plugins}
          defaultTabs={exampleTabs}
          initialVariables={initialVariables}
          defaultEditorToolsVisibility="variables"
          storage={sessionStorage}
          shouldPersistHeaders={false}
          showPersistHeadersSettings={false}
          inputValueDeprecation
          schemaDescription
        >
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
          <WrappedLines />
        </GraphiQL>
      </main>
    </div>
  );
}

// The examples explain themselves in comments, which must stay readable beside the documentation pane.
function WrappedLines() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  useEffect(() => queryEditor?.updateOptions({ wordWrap: 'on' }), [queryEditor]);
  return null;
}
