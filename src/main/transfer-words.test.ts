import { expect, it } from 'vitest';
import { notificationWords } from './transfer-words.ts';

it('says what came to be, and what did not', () => {
  expect(notificationWords('en', { sent: 0, received: 3, failed: 0 })).toEqual({
    title: 'All transfers are done',
    body: '3 received',
  });
  expect(notificationWords('zh-CN', { sent: 1, received: 2, failed: 1 })).toEqual({
    title: '部分传输未能完成',
    body: '已接收 2 个 · 已发送 1 个 · 1 个失败',
  });
});
