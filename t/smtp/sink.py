#!/usr/bin/python3
"""A mail server that keeps what it gets, a gateway for text messages that does
the same, and a page that shows both.

Each mail is a file DIR/N.eml, N counting up; its envelope stands in the
headers X-Sink-From and X-Sink-To. A text message is kept in the same form. How
the servers behave is read anew for each connection from DIR/mode, words between
blanks:

  ok          take the mail (the default)
  4xx, 5xx    refuse it, for now or for good
  slow=N      wait N seconds before the answer to DATA
  dropafter   keep the mail, then drop the connection without an answer
  starttls    offer STARTTLS (certificate DIR/tls.crt, key DIR/tls.key)
  mustls      refuse mail without it
  auth        ask for the name "portal" and the password "secret"
  text=N      refuse texts, as Twilio does with the error N

The page is the gateway too: it takes what Twilio takes, for the account ACdemo
with the token "secret". All listen on this machine only. For the demonstration and the tests.
"""
import argparse
import asyncio
import base64
import email
import email.message
import email.policy
import email.utils
import functools
import html
import http.server
import json
import os
import pathlib
import re
import signal
import ssl
import threading
import urllib.parse

from aiosmtpd.smtp import SMTP, AuthResult

WEB_HEADERS = (
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; "
     "img-src 'self'; base-uri 'none'; form-action 'none'; "
     "frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
)


GATEWAY = "/2010-04-01/Accounts/ACdemo"
GATEWAY_LOGIN = "Basic " + base64.b64encode(b"ACdemo:secret").decode()


class Store:
    """The directory of mails."""

    def __init__(self, directory):
        self.directory = directory
        self.lock = threading.Lock()
        directory.mkdir(parents=True, exist_ok=True)

    def numbers(self):
        return sorted((int(f.stem) for f in self.directory.glob("*.eml")
                       if f.stem.isdigit()), reverse=True)

    def add(self, sender, recipients, content):
        """Whole or not at all: a reader never sees half a mail."""
        envelope = f"X-Sink-From: {sender}\r\nX-Sink-To: "
        envelope += ", ".join(recipients) + "\r\n"
        with self.lock:
            number = max(self.numbers(), default=0) + 1
            new = self.directory / f"{number}.new"
            new.write_bytes(envelope.encode("utf-8") + content)
            new.rename(self.directory / f"{number}.eml")

    def read(self, number):
        with open(self.directory / f"{number}.eml", "rb") as file:
            return email.message_from_binary_file(
                file, policy=email.policy.default)

    def mode(self):
        """The words of DIR/mode: {"slow": "3", "auth": ""}."""
        try:
            words = (self.directory / "mode").read_text("ascii").split()
        except OSError:
            words = []
        return dict((word.split("=", 1) + [""])[:2] for word in words)


class Handler:
    """What one connection does with a mail."""

    def __init__(self, store, mode):
        self.store = store
        self.mode = mode

    # The name is aiosmtpd's.
    async def handle_DATA(self, server, _session, envelope):
        if "slow" in self.mode:
            await asyncio.sleep(float(self.mode["slow"]))
        if "4xx" in self.mode:
            return "451 4.3.0 Try again later"
        if "5xx" in self.mode:
            return "550 5.1.1 No such mailbox"
        self.store.add(envelope.mail_from, envelope.rcpt_tos,
                       envelope.original_content)
        if "dropafter" in self.mode:
            server.transport.abort()
        return "250 2.0.0 Kept"


def check_password(_server, _session, _envelope, _mechanism, data):
    good = data.login == b"portal" and data.password == b"secret"
    return AuthResult(success=good)


def tls_context(directory):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(directory / "tls.crt", directory / "tls.key")
    return context


def connection(store):
    """The protocol for a new connection, as DIR/mode says now."""
    mode = store.mode()
    options = {"hostname": "mail.invalid", "enable_SMTPUTF8": True,
               "decode_data": False, "timeout": 60}
    if "starttls" in mode or "mustls" in mode:
        options["tls_context"] = tls_context(store.directory)
        options["require_starttls"] = "mustls" in mode
    if "auth" in mode:
        options |= {"authenticator": check_password, "auth_required": True,
                    "auth_require_tls": "starttls" in mode}
    return SMTP(Handler(store, mode), **options)


def with_links(text):
    """Escaped text in which addresses of the web can be followed."""
    parts = re.split(r"(https?://[^\s<>\"']+)", text)
    for i, part in enumerate(parts):
        parts[i] = html.escape(part)
        if i % 2 == 1:
            parts[i] = f'<a href="{parts[i]}" rel="noreferrer">{parts[i]}</a>'
    return "".join(parts)


def show_part(part):
    kind = html.escape(part.get_content_type())
    name = part.get_filename()
    if name or part.get_content_maintype() != "text":
        size = len(part.get_payload(decode=True) or b"")
        return (f"<p class='soft'>{kind}: {html.escape(name or 'no name')}, "
                f"{size:,} bytes</p>")
    try:
        body = part.get_content()
    except (LookupError, ValueError):
        body = part.as_string()
    if kind == "text/html":
        return ("<details class='more'><summary>The HTML part</summary>"
                f"<pre>{html.escape(body)}</pre></details>")
    return f"<pre>{with_links(body)}</pre>"


def show_mail(number, message):
    head = {name: html.escape(str(message.get(name, "")))
            for name in ("From", "To", "Date", "Subject", "X-Sink-To")}
    parts = "".join(show_part(part) for part in message.walk()
                    if not part.is_multipart())
    return (f"<section class='sheet stack' id='mail-{number}'>"
            f"<h2>{head['Subject'] or '(no subject)'}</h2>"
            f"<p class='soft'>To {head['X-Sink-To']}<br>From {head['From']}"
            f"<br>{head['Date']}</p>{parts}</section>")


def show_all(store):
    numbers = store.numbers()[:200]
    mails = "".join(show_mail(n, store.read(n)) for n in numbers)
    if not numbers:
        mails = ("<section class='sheet stack'><p>No mail yet. What the "
                 "portal sends is shown here instead of being delivered; "
                 "load this page again.</p></section>")
    return ("<!doctype html><html lang='en'><head><meta charset='utf-8'>"
            "<meta name='viewport' content='width=device-width'>"
            "<title>Mail and texts of the demonstration</title>"
            "<link rel='stylesheet' href='/kith.css'>"
            "<link rel='stylesheet' href='/sink.css'></head><body>"
            "<main class='sink'><h1>Mail and texts of the demonstration</h1>"
            f"{mails}</main></body></html>").encode("utf-8")


SINK_CSS = b"""body { margin: 0 }
.sink { display: grid; gap: 1.5rem; max-width: 44rem; margin: 2rem auto;
  padding: 0 1rem }
.sink h2 { margin: 0 }
.sink pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0.75rem 0 0;
  font: inherit }
.sink details pre { font: 0.9rem/1.4 monospace }
"""


def text_as_mail(form):
    """What Twilio's form says, as a mail that says the same."""
    message = email.message.EmailMessage(email.policy.SMTP)
    message["From"] = form["From"]
    message["To"] = form["To"]
    message["Date"] = email.utils.localtime()
    message["Subject"] = "Text message"
    message.set_content(form["Body"])
    return message.as_bytes()


class Web(http.server.BaseHTTPRequestHandler):
    """The page, its styles, and each mail as it came; the gateway."""

    server_version = "sink"
    sys_version = ""

    def __init__(self, store, static, *args):
        self.store = store
        self.static = static
        super().__init__(*args)

    # The name is http.server's.
    def do_GET(self):
        path = self.path.split("?")[0]
        mail = re.fullmatch(r"/([0-9]{1,9})\.eml", path)
        try:
            if path == "/":
                self.answer(200, "text/html; charset=utf-8",
                            show_all(self.store))
            elif path == "/kith.css":
                self.answer(200, "text/css",
                            (self.static / "kith.css").read_bytes())
            elif path == "/sink.css":
                self.answer(200, "text/css", SINK_CSS)
            elif path == "/alive":
                self.answer(200, "text/plain", b"ok\n")
            elif path == GATEWAY + ".json" and self.has_login():
                self.answer_gateway(200, {"sid": "ACdemo"})
            elif mail:
                name = f"{int(mail[1])}.eml"
                self.answer(200, "text/plain; charset=utf-8",
                            (self.store.directory / name).read_bytes())
            else:
                self.answer(404, "text/plain", b"Not here\n")
        except FileNotFoundError:
            self.answer(404, "text/plain", b"Not here\n")

    # The name is http.server's.
    def do_POST(self):
        size = min(int(self.headers.get("Content-Length", 0)), 65536)
        form = dict(urllib.parse.parse_qsl(
            self.rfile.read(size).decode("utf-8")))
        refused = self.store.mode().get("text")
        if self.path != GATEWAY + "/Messages.json":
            self.answer_gateway(404, {"code": 20404, "status": 404})
        elif not self.has_login():
            self.answer_gateway(401, {"code": 20003, "status": 401})
        elif refused or not {"From", "To", "Body"} <= form.keys():
            self.answer_gateway(400, {"code": int(refused or 21602),
                                      "status": 400})
        else:
            self.store.add(form["From"], [form["To"]], text_as_mail(form))
            self.answer_gateway(201, {"status": "queued"})

    def has_login(self):
        return self.headers.get("Authorization") == GATEWAY_LOGIN

    def answer_gateway(self, status, value):
        self.answer(status, "application/json",
                    json.dumps(value).encode("utf-8"))

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in WEB_HEADERS:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Nothing: it shows what is asked for anyway."""


async def serve(arguments):
    store = Store(arguments.dir)
    web = http.server.ThreadingHTTPServer(
        ("127.0.0.1", arguments.web),
        functools.partial(Web, store, arguments.static))
    threading.Thread(target=web.serve_forever, daemon=True).start()
    loop = asyncio.get_running_loop()
    smtp = await loop.create_server(functools.partial(connection, store),
                                    "127.0.0.1", arguments.smtp)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
    smtp.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dir", type=pathlib.Path, required=True)
    parser.add_argument("--smtp", type=int, required=True)
    parser.add_argument("--web", type=int, required=True)
    parser.add_argument("--static", type=pathlib.Path, required=True)
    os.umask(0o077)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
