"""Connects again and again to a server that does not accept, until a connection is left waiting."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sockets = []
for number in range(1, 7):
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.settimeout(1)
    sockets.append(sock)
    try:
        sock.connect(('127.0.0.1', PORT))
        sock.sendall(b'hello')          # goes into a buffer: nobody has read it
        print(number, 'connected, though nobody accepted', flush=True)
    except TimeoutError:
        print(number, 'no answer: the backlog is full', flush=True)     # Windows answers with a refusal instead
        break
    except ConnectionRefusedError:
        print(number, 'refused: the backlog is full', flush=True)
        break
for sock in sockets:
    sock.close()
