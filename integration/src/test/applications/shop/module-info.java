/** An application that never asked for a GPU. */
module shop {
  requires dev.neurac.runtime;
}
