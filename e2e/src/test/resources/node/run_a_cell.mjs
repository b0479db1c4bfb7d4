// Runs a cell in a user's server with JupyterLab's own client library, as programs in Node do: the token is in the URL of the WebSocket.
// JupyterHub's single-user server accepts it there only with Sec-Fetch-Mode: websocket, which browsers and undici send, but not the package ws.
//
// Usage: node run_a_cell.mjs BASE_URL CODE (JUPYTER_TOKEN in the environment)
import { KernelManager, ServerConnection } from '@jupyterlab/services';
import { WebSocket } from 'undici';

const [baseUrl, code] = process.argv.slice(2);
const serverSettings = ServerConnection.makeSettings({
  baseUrl,
  wsUrl: baseUrl.replace(/^http/, 'ws'),
  token: process.env.JUPYTER_TOKEN,
  appendToken: true,
  WebSocket
});

setTimeout(() => {
  console.error('The kernel did not answer within a minute');
  process.exit(1);
}, 60_000).unref();

const kernels = new KernelManager({ serverSettings });
const kernel = await kernels.startNew({ name: 'python3' });
try {
  const future = kernel.requestExecute({ code });
  future.onIOPub = message => {
    if (message.header.msg_type === 'stream') {
      process.stdout.write(message.content.text);
    }
  };
  const reply = await future.done;
  console.log(reply.content.status);
} finally {
  await kernel.shutdown();
  kernels.dispose();
}
process.exit(0);
