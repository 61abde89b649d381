import type { ReactNode } from 'react';
import './sample-content.css';

const ROWS = [
  ['2026-01-04', 'Rotterdam', '4,812.50', 'paid'],
  ['2026-01-04', 'Antwerp', '1,120.00', 'open'],
  ['2026-01-05', 'Genoa', '9,330.10', 'paid'],
  ['2026-01-05', 'Rotterdam', '640.00', 'paid'],
  ['2026-01-06', 'Gdansk', '2,204.75', 'late'],
  ['2026-01-07', 'Lisbon', '7,090.00', 'paid'],
  ['2026-01-07', 'Antwerp', '318.20', 'open'],
  ['2026-01-08', 'Genoa', '5,551.00', 'paid'],
] as const;

/** Stands in for what add-ins would show, so that frames are looked at with something inside. */
export function sampleContent(frameId: string): ReactNode {
  if (frameId === 'f-csv') return <Table />;
  if (frameId === 'f-notes') return <Note />;
  return (
    <div className="sample">
      <label>
        Radius <input className="field" defaultValue="64" />
      </label>
    </div>
  );
}

function Table(): ReactNode {
  return (
    <div className="table-scroll">
      <table className="table">
        <tbody>
          {ROWS.map(([day, port, amount, state]) => (
            <tr key={`${day} ${port}`}>
              <td>{day}</td>
              <td>{port}</td>
              <td className="right">{amount}</td>
              <td>
                <span className="chip" data-tone={{ paid: 'good', open: 'caution', late: 'danger' }[state]}>
                  {state}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Note(): ReactNode {
  return (
    <div className="sample">
      <input className="field" aria-label="Search notes" placeholder="Search notes" />
      <textarea
        className="sample-text"
        aria-label="Text"
        defaultValue={
          'Lisbon, second call\n\nDischarge finished at 06:40, two hours ahead. Agent asks for the revised manifest before noon.'
        }
      />
    </div>
  );
}
