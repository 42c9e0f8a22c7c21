"""Two people take turns: recv, then send, again and again. An empty answer would leave the client waiting for ever."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', PORT))
server.listen()
print('waiting for a client', flush=True)

client, address = server.accept()
while True:
    data = client.recv(1024)
    if not data or data.decode() == '拜拜':
        break
    print('client:', data.decode(), flush=True)
    answer = input('you: ')
    client.sendall((answer or '太忙').encode())     # sending nothing sends nothing: the client would hang
    if answer == '拜拜':
        break
client.close()
server.close()
