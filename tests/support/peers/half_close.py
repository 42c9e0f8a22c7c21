"""A script that says all it has, ends its side, and then reads to the end: half_close.py PORT"""
import json, socket, struct, sys, uuid

sock = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
for header in ({'type': 'hello', 'v': 1, 'nick': 'Half', 'device': uuid.uuid4().hex},
               {'type': 'say', 'id': '1', 'text': 'one'},
               {'type': 'say', 'id': '2', 'text': 'two'}):
    data = json.dumps(header).encode()
    sock.sendall(struct.pack('<i', len(data)) + data)
sock.shutdown(socket.SHUT_WR)
received = b''
while chunk := sock.recv(4096):
    received += chunk
while received:
    length = struct.unpack('<i', received[:4])[0]
    print(json.dumps(json.loads(received[4:4 + length])))
    received = received[4 + length:]
