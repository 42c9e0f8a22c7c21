"""Listens and never accepts. The system completes a few connections by itself: that is the backlog."""
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8080

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', PORT))
server.listen(1)
print('listening, and not accepting; Enter ends it', flush=True)
input()                                 # never calls server.accept()
server.close()
