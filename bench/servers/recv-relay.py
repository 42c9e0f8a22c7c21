"""The relay of the tutorials: recv(1024), sendall. The receiver comes first."""
import json
import socket

server = socket.create_server(('127.0.0.1', 0))
print(json.dumps({'port': server.getsockname()[1]}), flush=True)
while True:
    receiver, _ = server.accept()
    sender, _ = server.accept()
    while data := sender.recv(1024):
        receiver.sendall(data)
    receiver.close()
    sender.close()
