import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorText } from '../../../renderer/format/errorText.ts';

test('what to do follows what happened', () => {
  assert.equal(
    errorText({ message: 'The file is gone.', action: 'Choose another.' }),
    'The file is gone. Choose another.',
  );
});

test('a message that says what to do is not followed by it again', () => {
  const message = 'The file is gone. Choose another.';
  assert.equal(errorText({ message, action: 'Choose another.' }), message);
});
