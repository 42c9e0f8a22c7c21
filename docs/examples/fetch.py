import hashlib, json, os, socket, struct, uuid

def send(sock, **header):
    data = json.dumps(header).encode()
    sock.sendall(struct.pack('<i', len(data)) + data)

def receive(stream):
    return json.loads(stream.read(struct.unpack('<i', stream.read(4))[0]))

chat = socket.create_connection(('127.0.0.1', 8888))
events = chat.makefile('rb')
send(chat, type='hello', v=1, nick='Monty', device=uuid.uuid4().hex)
while (event := receive(events)).get('kind') != 'file':
    pass
link = socket.create_connection(('127.0.0.1', 8888))
send(link, type='fetch', hash=event['file']['hash'])
content = link.makefile('rb')
header = receive(content)
digest, left = hashlib.sha256(), header['total_size']
with open(os.path.basename(header['filename']), 'wb') as file:
    while left > 0 and (chunk := content.read(min(left, 65536))):
        left -= file.write(chunk)
        digest.update(chunk)
print(header['filename'], 'is whole' if digest.hexdigest() == header['hash'] else 'is broken')
