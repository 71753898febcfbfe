package dev.neurac.kernels;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What has to be compiled before a plan runs, collected while it is made: whoever gives out a
 * kernel to be run enters it here.
 */
final class Needs {

  private final Set<WarmCode> code = new LinkedHashSet<>();

  void add(WarmCode needed) {
    code.add(needed);
  }

  WarmCode[] toArray() {
    return code.toArray(new WarmCode[0]);
  }
}
