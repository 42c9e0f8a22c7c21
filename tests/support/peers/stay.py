"""Takes a nickname, says each line of its standard input, and prints what it hears: stay.py PORT NICK"""
import socket, sys, threading

sock = socket.create_connection(('127.0.0.1', int(sys.argv[1])))

def listen():
    while data := sock.recv(1024):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

threading.Thread(target=listen, daemon=True).start()
sock.sendall(f'/nick {sys.argv[2]}\n'.encode('utf-8'))
for line in sys.stdin.buffer:
    sock.sendall(line)
