package org.keepuntil.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** What lies between a client and a server, and may be cut. */
public final class CuttableWire implements AutoCloseable {
    private final ServerSocket entrance;
    private final int serverPort;
    private final List<Pair> pairs = new ArrayList<>();

    public CuttableWire(int serverPort) throws IOException {
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        background(this::accept);
    }

    /** The two ends of a connection. */
    private static final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean serverLeftAlone;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[1 << 14];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) {
                // cut
            }
            if (!serverLeftAlone) {
                cut();
            }
        }

        void cut() {
            reset(client);
            reset(server);
        }

        void cutOffClient() {
            serverLeftAlone = true;
            reset(client);
        }
    }

    /** Where clients connect. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Cuts all connections; both ends notice. */
    public synchronized void cut() {
        pairs.forEach(Pair::cut);
        pairs.clear();
    }

    /** Cuts all clients off; the server does not notice. What is left of it ends with {@link #cut()}. */
    public synchronized void cutOffClients() {
        pairs.forEach(Pair::cutOffClient);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                connect(client);
            } catch (IOException e) {
                // closed
            }
        }
    }

    private synchronized void connect(Socket client) {
        try {
            Pair pair = new Pair(client, new Socket(InetAddress.getLoopbackAddress(), serverPort));
            pairs.add(pair);
            background(() -> pair.pump(pair.client, pair.server));
            background(() -> pair.pump(pair.server, pair.client));
        } catch (IOException serverIsDown) {
            reset(client);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    private static void background(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
