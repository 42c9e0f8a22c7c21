"""Returns text in upper case, to many clients at once: a thread for each."""
import socketserver
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080


class Upper(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(1024):
            self.request.sendall(data.upper())     # bytes.upper changes ASCII letters only; UTF-8 stays whole


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with Server(('127.0.0.1', PORT), Upper) as server:
    print('waiting for clients', flush=True)
    server.serve_forever()
