import json, socket, struct, uuid

def send(sock, **header):
    data = json.dumps(header).encode()
    sock.sendall(struct.pack('<i', len(data)) + data)

sock = socket.create_connection(('127.0.0.1', 8888))
frames = sock.makefile('rb')
send(sock, type='hello', v=1, nick='Monty', device=uuid.uuid4().hex)
send(sock, type='say', id='1', text='Hello from Python!')
while length := frames.read(4):
    event = json.loads(frames.read(struct.unpack('<i', length)[0]))
    if event['type'] == 'event' and event['kind'] == 'message':
        print(f"{event['nick']}: {event['text']}", flush=True)
