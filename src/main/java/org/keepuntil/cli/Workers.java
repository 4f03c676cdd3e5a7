package org.keepuntil.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names of workers. */
final class Workers {
    private Workers() {}

    /** The machine and the process. */
    static String name() {
        long process = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + "/" + process;
        } catch (UnknownHostException e) {
            return "worker/" + process;
        }
    }
}
