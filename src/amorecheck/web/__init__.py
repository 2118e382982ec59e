"""The local web page: upload a draft, follow the judging, read the report. `amorecheck serve` starts it.

    command.py   options of `amorecheck serve`            app.py       which address does what
    settings.py  what may be set, checked                 pages.py     templates → pages
    server.py    socket, browser, start and end           guard.py     Host, Origin, headers, who may come in
    desk.py      jobs, queue, sessions, time limits       uploads.py   a form with a file, streamed to the job's folder
    worker.py    a process that judges, from outside      _judge.py    that process, from inside
    folders.py   temporary folders that never stay        theme.py     a municipality's own colours, checked

Nothing here is imported by the rest of the program. The server itself never opens a draft: a worker process does,
and it reads in a child of its own.
"""
