"""The real server on a free port, with stub_worker.py in the place of the program and any setting in its argument."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from amorecheck.web import app, protocol, server
from amorecheck.web.desk import Desk
from amorecheck.web.settings import Settings
from amorecheck.web.worker import Worker

BOOT = f"exec(open({str(Path(__file__).with_name('stub_worker.py'))!r}).read())"


def main() -> None:
    values: dict[str, Any] = json.loads(sys.argv[1])
    protocol.HEAD_SECONDS = values.pop("head_seconds", protocol.HEAD_SECONDS)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    values["work_folder"] = Path(values["work_folder"])

    def make(settings: Settings, port: int, folder: Any) -> Any:
        return app.make_app(settings, port, folder, Desk(settings, folder, partial(Worker, boot=BOOT)))

    server.make_app = make
    server.serve(Settings(**{"port": 0, **values}), fixed_port=True, say=lambda text: print(text, flush=True), browser=False)


if __name__ == "__main__":
    main()
