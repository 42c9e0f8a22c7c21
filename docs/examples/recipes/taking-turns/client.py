"""Two people take turns: send, then recv, again and again."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080


def read_message(sock):
    """A message is a line, or what is not followed by anything for a moment; None: the other side closed."""
    data = sock.recv(1024)
    sock.settimeout(0.3)
    try:
        while data and not data.endswith(b'\n') and (chunk := sock.recv(1024)):
            data += chunk               # recv may cut a line anywhere, also within a character
    except TimeoutError:
        pass
    sock.settimeout(None)
    return data.decode().rstrip('\r\n') if data else None


sock = socket.create_connection(('127.0.0.1', PORT))
while True:
    line = input('you: ')
    if not line:
        continue
    sock.sendall(f'{line}\n'.encode())
    if line == '拜拜':
        break
    answer = read_message(sock)
    if answer in (None, '拜拜'):
        break
    print('server:', answer, flush=True)
sock.close()
