"""Two people take turns: recv, then send, again and again. An empty answer would leave the client waiting for ever."""
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


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', PORT))
server.listen()
print('waiting for a client', flush=True)

client, address = server.accept()
while True:
    message = read_message(client)
    if message in (None, '拜拜'):
        break
    print('client:', message, flush=True)
    answer = input('you: ')
    client.sendall(f"{answer or '太忙'}\n".encode())  # sending nothing sends nothing: the client would hang
    if answer == '拜拜':
        break
client.close()
server.close()
