package dev.neurac.warmup;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what a thread allocates, where the JVM does. */
final class AllocatedBytes {

  /** Null where the JVM or its run-time image has no such thing. */
  private static final ThreadMXBean THREADS = find();

  private AllocatedBytes() {}

  private static ThreadMXBean find() {
    try {
      return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
              && threads.isThreadAllocatedMemorySupported()
              && threads.isThreadAllocatedMemoryEnabled()
          ? threads
          : null;
    } catch (LinkageError e) {
      return null; // Without the module jdk.management.
    }
  }

  /** Returns the bytes that the calling thread has allocated so far, or 0 if nobody counts them. */
  static long ofThisThread() {
    return THREADS == null ? 0 : THREADS.getCurrentThreadAllocatedBytes();
  }
}
