/**
 * What the demonstration needs: a PostgreSQL of its own that starts without being installed, and a sample database of
 * fictional people that is the same every time.
 */
@NullMarked
package org.keepuntil.app.demo;

import org.jspecify.annotations.NullMarked;
