"""Talks to a practice server step by step and prints what it received, a line of hex for each step that receives.

dialogue.py tcp|udp PORT STEP...
    send:HEX     send these bytes
    recv         one recv(65536); an end of the stream is an empty line
    recv:N       recv until N bytes are there
    rest         recv until the other side closes
    half         shutdown(SHUT_WR)
"""
import socket
import sys

transport, port, *steps = sys.argv[1:]
address = ('127.0.0.1', int(port))
if transport == 'tcp':
    sock = socket.create_connection(address, timeout=30)
else:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.settimeout(30)


def receive(wanted):
    data = b''
    while len(data) < wanted:
        chunk = sock.recv(65536)
        if not chunk:
            break
        data += chunk
    return data


for step in steps:
    name, _, value = step.partition(':')
    if name == 'send' and transport == 'tcp':
        sock.sendall(bytes.fromhex(value))
    elif name == 'send':
        sock.sendto(bytes.fromhex(value), address)
    elif name == 'half':
        sock.shutdown(socket.SHUT_WR)
    else:
        data = sock.recv(65536) if name == 'recv' and not value else receive(int(value or 2**40))
        print(data.hex(), flush=True)
sock.close()
