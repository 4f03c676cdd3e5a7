/** The night as a job: Spring Batch orders the steps and keeps their history. What was done is known from our own rows, not from it. */
@NullMarked
package org.keepuntil.job;

import org.jspecify.annotations.NullMarked;
