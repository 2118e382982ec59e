"""Which address does what. Every page works without script; the script only saves the reader a few steps."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route, Router
from starlette.types import Message, Receive, Scope, Send

from amorecheck import __version__
from amorecheck.web import pages as paging
from amorecheck.web._judge import DRAFT
from amorecheck.web.desk import Desk, Full, Job, Session, Stage
from amorecheck.web.folders import WorkFolder, remove_folder
from amorecheck.web.guard import COOKIE, Door, Guard
from amorecheck.web.lenses import offered_lenses
from amorecheck.web.pages import Fault, Pages
from amorecheck.web.settings import Settings, hosts_of, origins_of
from amorecheck.web.uploads import Abandoned, Upload, UploadError, UploadLimits, receive_upload

_DRAIN_BYTES = 64 << 20
_DRAIN_SECONDS = 10.0
_SMALL_BODY = 8 << 10
_TAKEN_IN = "amorecheck.body_taken_in"
"""Marks a request whose body was read to its end."""
_LONGEST_NAME = 80
_FORM_SECONDS = 60.0
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class EarlyAnswer:
    """An answer given before the body was read. A while longer the body is taken in and thrown away: a browser that
    is cut off in the middle of sending shows an error of its own and not our page."""

    def __init__(self, response: Response) -> None:
        self.response = response

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        head = [*self.response.raw_headers, (b"connection", b"close")]
        await send({"type": "http.response.start", "status": self.response.status_code, "headers": head})
        await send({"type": "http.response.body", "body": bytes(self.response.body), "more_body": True})
        left = 0 if scope.get(_TAKEN_IN) else _DRAIN_BYTES
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DRAIN_SECONDS):
                while left > 0:
                    message: Message = await receive()
                    if message["type"] != "http.request" or not message.get("more_body"):
                        break
                    left -= len(message.get("body", b""))
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Site:
    """The pages of one server."""

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self.settings = settings
        self.desk = desk
        self.door = Door(settings)
        self.lenses = offered_lenses(settings.rules_root)
        self.pages = Pages(settings, self.lenses, desk)
        self.limits = UploadLimits(settings.largest, settings.upload, settings.pause)
        self._router = Router(self._routes(), redirect_slashes=False, default=self._not_found, lifespan=self._life)

    # -- frame

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Only who may come in gets further than the door."""
        if scope["type"] != "http":
            await self._router(scope, receive, send)
            return
        request = Request(scope, receive)
        session = self._session(request)
        refused = self.door.refusal(request, session, self.refuse)
        if refused is not None:
            await EarlyAnswer(refused)(scope, receive, send) if request.method == "POST" else await refused(scope, receive, send)
            return
        scope["session"] = session
        await self._router(scope, receive, send)

    def _routes(self) -> list[Route]:
        return [
            Route("/", self.start),
            Route("/controle", self.upload, methods=["POST"]),
            Route("/controle/{id}", self.follow),
            Route("/controle/{id}/stand", self.standing),
            Route("/controle/{id}/stop", self.stop, methods=["POST"]),
            Route("/controle/{id}/opnieuw", self.again, methods=["POST"]),
            Route("/controle/{id}/rapport", self.report),
            Route("/controle/{id}/vergelijking", self.comparison),
            Route("/controle/{id}/bewaar/{name}", self.save),
            Route("/wissen", self.wipe, methods=["POST"]),
            Route("/aanmelden", self.login, methods=["GET", "POST"]),
            Route("/afmelden", self.logout, methods=["POST"]),
            Route("/gezond", self.health),
            Route("/stijl.css", self.style),
            Route("/pagina.js", self.script),
            Route("/merk.svg", self.mark),
            Route("/favicon.ico", self.mark),
            # Who reloads the page that answered a form asks for the address of the form.
            *(Route(path, self._back) for path in ("/controle", "/wissen", "/afmelden", "/controle/{id}/stop", "/controle/{id}/opnieuw")),
        ]

    @contextlib.asynccontextmanager
    async def _life(self, _: Any) -> AsyncIterator[None]:
        # Templates are compiled once; the first visitor does not wait for that.
        self._start(Request({"type": "http", "headers": [], "session": None}))
        self.desk.open()
        yield
        await self.desk.close()

    async def _not_found(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._missing(Request(scope, receive))(scope, receive, send)

    def refuse(self, request: Request, status: int, message: str) -> Response:
        return HTMLResponse(self.pages.render("page_error.html.j2", status=status, message=message), status)

    def _missing(self, request: Request) -> Response:
        return self.refuse(request, 404, "Deze pagina bestaat niet, of wat er stond is al gewist.")

    def _page(self, request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        return HTMLResponse(self.pages.render(template, session=request.scope.get("session"), **context), status)

    def _session(self, request: Request) -> Session | None:
        session = self.desk.session(request.cookies.get(COOKIE, ""))
        # Another person at the same browser does not get the reports of the one before.
        return session if session is None or session.user == (self.door.user(request) or "") else None

    def _set_cookie(self, response: Response, session: Session) -> Response:
        response.set_cookie(COOKIE, session.id, httponly=True, samesite="strict", secure=self.settings.secure_cookie, path="/")
        return response

    def _job(self, request: Request) -> Job | None:
        session: Session | None = request.scope["session"]
        return session.job(request.path_params["id"]) if session is not None else None

    async def _back(self, request: Request) -> Response:
        return RedirectResponse(f"/controle/{request.path_params['id']}" if "id" in request.path_params else "/", 303)

    # -- start and upload

    async def start(self, request: Request) -> Response:
        return self._start(request, wiped="gewist" in request.query_params, stopped="gestopt" in request.query_params)

    def _start(self, request: Request, status: int = 200, faults: tuple[Fault, ...] = (), **context: Any) -> Response:
        values = {"municipality": "", "chosen": (), "wiped": False, "stopped": False, **context}
        return self._page(request, "page_start.html.j2", status, faults=faults, **values)

    async def upload(self, request: Request) -> Any:
        session: Session | None = request.scope["session"]
        try:
            with self.desk.receiving(session):
                self._check_length(request)
                return await self._receive(request, session)
        except UploadError as error:
            return EarlyAnswer(self._start(request, error.status, (Fault(str(error), error.field),)))
        except Full as full:
            return EarlyAnswer(self._full(request, full))
        except Abandoned:
            return Response(status_code=400)

    def _check_length(self, request: Request) -> None:
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) > self.limits.body:
            raise UploadError(self.limits.too_large, 413, "bestand")

    async def _receive(self, request: Request, session: Session | None) -> Response:
        folder = await asyncio.to_thread(self.desk.folder.new_folder)
        try:
            (folder / DRAFT).mkdir(mode=0o700)
            upload = await receive_upload(request.headers.get("content-type", ""), _pieces(request), folder / DRAFT, self.limits)
            if upload.path is None:
                raise UploadError("Kies eerst een bestand met uw concept.", 422, "bestand")
            if not upload.size:
                raise UploadError(f"Het bestand {upload.name} is leeg. Kies een ander bestand.", 422, "bestand")
            session = session or self.desk.new_session(self.door.user(request) or "")
            job = await self.desk.submit(session, folder, upload.name, *self._wishes(upload))
        except BaseException:
            await asyncio.to_thread(remove_folder, folder)
            raise
        return self._set_cookie(RedirectResponse(f"/controle/{job.id}", 303), session)

    def _wishes(self, form: Upload) -> tuple[str, tuple[str, ...]]:
        """The municipality and the lenses asked for; a lens that does not exist is left out."""
        asked = set(form.fields.get("lens", ()))
        return form.value("gemeente")[:_LONGEST_NAME], tuple(lens.id for lens in self.lenses if lens.id in asked)

    def _full(self, request: Request, full: Full) -> Response:
        if full.mine:
            message = f"Er lopen al {self.settings.running} controles van u. Wacht tot er een klaar is, of stop er een."
            return self._start(request, 429, (Fault(message),))
        response = self._start(request, 503, (Fault("Het is nu erg druk; de wachtrij is vol. Probeer het over een paar minuten opnieuw."),))
        response.headers["retry-after"] = "120"
        return response

    # -- following a job

    async def follow(self, request: Request) -> Response:
        job = self._job(request)
        if job is None:
            return self._missing(request)
        if job.stage is Stage.DONE:
            return RedirectResponse(f"/controle/{job.id}/rapport#inhoud", 303)
        if job.stage is Stage.STOPPED:
            return RedirectResponse("/?gestopt", 303)
        if job.stage is Stage.FAILED:
            return self._start(request, 422, (Fault(job.message, "bestand"),), municipality=job.given, chosen=job.lenses)
        return self._page(request, "page_wait.html.j2", job=job, standing=self.pages.standing(job), steps=self.pages.steps(), refresh=3)

    async def standing(self, request: Request) -> Response:
        job = self._job(request)
        if job is None:
            return JSONResponse({"stage": "weg"}, 404)
        return JSONResponse(self.pages.standing(job) if job.unfinished else {"stage": job.stage.value})

    async def stop(self, request: Request) -> Response:
        job = self._job(request)
        if job is not None and job.unfinished:
            await self.desk.stop(job)
            await self.desk.wipe(job)
        return RedirectResponse("/?gestopt", 303)

    async def again(self, request: Request) -> Any:
        job = self._job(request)
        if job is None or job.stage is not Stage.DONE:
            return EarlyAnswer(self._missing(request))
        try:
            form = await self._small_form(request)
            new = await self.desk.again(job, *self._wishes(form))
        except UploadError as error:
            return EarlyAnswer(self.refuse(request, error.status, str(error)))
        except Full as full:
            return EarlyAnswer(self._full(request, full))
        except Abandoned:
            return Response(status_code=400)
        return RedirectResponse(f"/controle/{new.id}", 303)

    # -- reading a report

    async def report(self, request: Request) -> Response:
        job = self._job(request)
        if job is None or job.stage is not Stage.DONE:
            return await self.follow(request)
        earlier = job.session.earlier(job)[:1]
        show, part = request.query_params.get("toon", ""), request.query_params.get("deel", "")
        context = await asyncio.to_thread(self._report_context, job.report, [other.report for other in earlier], show, part)
        if context is None:
            return self._missing(request)
        return self._page(request, "page_report.html.j2", job=job, earlier=earlier, downloads=self.pages.downloads(job), **context)

    @staticmethod
    def _report_context(path: Path, earlier: list[Path], show: str, part: str) -> dict[str, Any] | None:
        from amorecheck.reporting.compare import compare, comparison_context
        from amorecheck.reporting.html import report_context

        try:
            report = _read_report(path)
            before = [_read_report(other) for other in earlier]
        except OSError:
            return None
        wanted = paging.read_filter(report, show, part)
        frameworks = paging.shown_frameworks(report, wanted)
        context = report_context(report) | {
            "wanted": wanted, "choices": paging.choices(report), "frameworks": frameworks, "shown": paging.count_items(frameworks),
            "total": paging.count_items(report.frameworks), "compared": None, "other_municipality": "",
        }  # fmt: skip
        if before:
            context["compared"] = comparison_context(compare(before[0], report))
            names = [one.document.municipality for one in (before[0], report)]
            context["other_municipality"] = names[0] if all(names) and names[0] != names[1] else ""
        return context

    async def comparison(self, request: Request) -> Response:
        job = self._job(request)
        earlier = job.session.earlier(job) if job is not None else []
        chosen = next((other for other in earlier if other.id == request.query_params.get("met")), earlier[0] if earlier else None)
        if job is None or job.stage is not Stage.DONE or chosen is None:
            return self._missing(request)
        from amorecheck.reporting.compare import compare, comparison_context

        def made() -> dict[str, Any] | None:
            try:
                return comparison_context(compare(_read_report(chosen.report), _read_report(job.report)))
            except OSError:
                return None

        context = await asyncio.to_thread(made)
        if context is None:
            return self._missing(request)
        return self._page(request, "page_compare.html.j2", job=job, chosen=chosen, earlier=earlier, **context)

    async def save(self, request: Request) -> Response:
        job, name = self._job(request), request.path_params["name"]
        if job is None or job.stage is not Stage.DONE or name not in {download.name for download in self.pages.downloads(job)}:
            return self._missing(request)
        path = job.folder / name
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_FORM_SECONDS):
                while not path.is_file() and not job.whole.is_set():
                    await asyncio.sleep(0.1)
        if not path.is_file():
            return self.refuse(request, 500, "Dit bestand kon niet worden gemaakt. Kies een andere vorm, of controleer het concept opnieuw.")
        kind = _TYPES[path.suffix]
        shown = {"report.json": "rapport.json"}.get(name, name)
        return FileResponse(path, media_type=kind, headers={"content-disposition": _attachment(f"{Path(job.name).stem}-{shown}")})

    # -- end

    async def wipe(self, request: Request) -> Response:
        session: Session | None = request.scope["session"]
        response = RedirectResponse("/?gewist", 303)
        if session is None:
            return response
        for job in list(session.jobs):
            await self.desk.wipe(job)
        if not session.admitted:
            self.desk.sessions.pop(session.id, None)
            response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=self.settings.secure_cookie)
        return response

    async def login(self, request: Request) -> Any:
        if not self.settings.password:
            return RedirectResponse("/", 303)
        if request.method != "POST":
            return self._page(request, "page_login.html.j2")
        if self.door.blocked():
            return EarlyAnswer(self._login_fault(request, 429, "Er is te vaak een verkeerd wachtwoord ingevuld. Probeer het over een minuut opnieuw."))
        try:
            form = await self._small_form(request)
        except UploadError as error:
            return EarlyAnswer(self._login_fault(request, error.status, str(error)))
        except Abandoned:
            return Response(status_code=400)
        if not self.door.opens(form.value("wachtwoord")):
            await asyncio.sleep(1)
            return self._login_fault(request, 403, "Dit wachtwoord klopt niet. Controleer het en probeer het opnieuw.")
        old: Session | None = request.scope["session"]
        if old is not None:
            await self.desk.wipe_session(old)
        return self._set_cookie(RedirectResponse("/", 303), self.desk.new_session(admitted=True))

    def _login_fault(self, request: Request, status: int, message: str) -> Response:
        return self._page(request, "page_login.html.j2", status, faults=(Fault(message, "wachtwoord"),))

    async def logout(self, request: Request) -> Response:
        session: Session | None = request.scope["session"]
        if session is not None:
            await self.desk.wipe_session(session)
        response = RedirectResponse("/", 303)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=self.settings.secure_cookie)
        return response

    async def health(self, _: Request) -> Response:
        return JSONResponse({"status": "goed", "versie": __version__, "bezig": self.desk.running, "wachtrij": self.desk.waiting})

    async def style(self, _: Request) -> Response:
        return _fixed(self.pages.style, "text/css")

    async def script(self, _: Request) -> Response:
        return _fixed(self.pages.script, "text/javascript")

    async def mark(self, _: Request) -> Response:
        return _fixed(self.pages.mark, "image/svg+xml")

    async def _small_form(self, request: Request) -> Upload:
        """A form without a file. Raises UploadError, Abandoned."""
        limits = UploadLimits(0, 30, 10)
        return await receive_upload(request.headers.get("content-type", ""), _pieces(request, _SMALL_BODY), None, limits)


def make_app(settings: Settings, port: int, folder: WorkFolder, desk: Desk | None = None) -> Guard:
    """The whole application. port: on which it is reached."""
    site = Site(settings, desk or Desk(settings, folder))
    return Guard(site, hosts_of(settings, port), origins_of(settings, port), site.refuse)


async def _pieces(request: Request, largest: int | None = None) -> AsyncIterator[bytes]:
    """The body as it comes in. Raises Abandoned where the browser goes away, UploadError above `largest` bytes."""
    received = 0
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise Abandoned
        piece = message.get("body", b"")
        received += len(piece)
        if largest is not None and received > largest:
            raise UploadError("Het formulier bevat te veel tekst. Kort het in en probeer het opnieuw.", 413)
        request.scope[_TAKEN_IN] = not message.get("more_body")
        yield piece
        if request.scope[_TAKEN_IN]:
            return


def _read_report(path: Path) -> Any:
    from amorecheck.reporting.model import Report

    return Report.model_validate_json(path.read_bytes())


def _fixed(text: str, kind: str) -> Response:
    return Response(text, media_type=kind, headers={"cache-control": "public, max-age=3600"})


def _attachment(name: str) -> str:
    """A header that makes a browser save a file under its name, whatever letters are in it."""
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
