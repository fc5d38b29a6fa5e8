"""A process that submits one file after the other and says which were acknowledged.

`python -m tests.ledger_writer URL ACCOUNT COUNT ROWS` prints `START` when it is ready and
a line `id sequence` after each submission, so whoever kills it knows what must have stayed.
"""

import sys

from etl.ledger import Ledger
from tests.ledger_engines import entry


def main(url: str, account: str, count: str, row_count: str) -> None:
    entries = [entry(row) for row in range(2, 2 + int(row_count))]
    with Ledger.open(url) as ledger:
        print("START", flush=True)
        for number in range(int(count)):
            data = f"{account} {number}".encode()
            receipt = ledger.submit(data, f"{number}.csv", entries, [], account)
            print(receipt.submission_id, receipt.sequence, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
