"""Two people take turns: send, then recv, again and again."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

sock = socket.create_connection(('127.0.0.1', PORT))
while True:
    line = input('you: ')
    if not line:
        continue
    sock.sendall(line.encode())
    if line == '拜拜':
        break
    data = sock.recv(1024)
    if not data or data.decode() == '拜拜':
        break
    print('server:', data.decode(), flush=True)
sock.close()
