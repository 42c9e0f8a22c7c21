"""Shows how the end of a client looks from here.

An orderly close is recv() == b''. A crash looks the same on Linux and macOS, where the system closes the dead program's
sockets in order; it is a ConnectionResetError where bytes were left unread, or the client asked for it, or on Windows.
"""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', PORT))
server.listen()
print('waiting for clients', flush=True)

while True:
    client, address = server.accept()
    try:
        while data := client.recv(1024):
            print('received', data, flush=True)
        print('the end: recv returned no bytes', flush=True)
    except ConnectionResetError as error:
        print('a crash:', type(error).__name__, flush=True)
    finally:
        client.close()                  # without try, one crashed client would end the server for all
