package dev.neurac.strips;

import dev.neurac.scratch.Frame;
import dev.neurac.scratch.FrameTable;

/**
 * The buffers that a {@link StripProgram} is about to run on, and the strips that the run works
 * with.
 *
 * <p>A frame is one run's from {@link StripProgram#on} to the end of {@link #run}, which forgets
 * the buffers and gives the frame back. If {@code run} is never called, the frame is lost, and the
 * thread's next run makes another.
 */
@SuppressWarnings("exports") // What it has from its superclass is not for those who see only it.
public final class StripFrame extends Frame {

  private static final FrameTable<StripFrame> WAITING = new FrameTable<>(StripFrame::new);

  /** The arrays by number, as {@link StripCode} counts them. */
  private float[][] strips = {};

  /** The index in each array at which its elements start. */
  private int[] offsets = {};

  /** What is to run; null while the frame waits. */
  private StripCode code;

  private int buffers;
  private int ownStrips;
  private int stripLength;

  private StripFrame(Thread owner) {
    super(owner);
  }

  /** Returns a frame that no other run uses. */
  static StripFrame take() {
    return WAITING.take();
  }

  /** Returns whether buffers are bound to the frame that have not been run on. */
  @Override
  protected boolean isTaken() {
    return code != null;
  }

  /** Prepares a run, which allocates where the frame has never seen a program so large. */
  StripFrame prepare(StripCode code) {
    if (strips.length < code.numbers
        || ownStrips < code.ownStrips
        || stripLength < code.stripLength) {
      grow(code);
    }
    this.code = code;
    buffers = 0;
    return this;
  }

  private void grow(StripCode code) {
    ownStrips = Math.max(ownStrips, code.ownStrips);
    stripLength = Math.max(stripLength, code.stripLength);
    int numbers = Math.max(strips.length, Math.max(code.numbers, StripCode.own(ownStrips)));
    strips = new float[numbers][];
    offsets = new int[numbers];
    for (int i = 0; i < ownStrips; i++) {
      strips[StripCode.own(i)] = new float[stripLength];
    }
  }

  /**
   * Binds the program's next buffer.
   *
   * @param array holds the values of all rows
   * @param offset the index of the first row's first value
   */
  public StripFrame and(float[] array, int offset) {
    if (code == null || buffers == code.buffers) {
      throw wrongBuffers(buffers + 1);
    }
    int number = code.buffer(buffers++);
    strips[number] = array;
    offsets[number] = offset;
    return this;
  }

  /** Computes the rows from {@code from} up to {@code to}. */
  public void run(int from, int to) {
    run(from, to, 0, 0);
  }

  /**
   * Computes rows with random numbers.
   *
   * @param seed of the training
   * @param step the number of the training step
   */
  public void run(int from, int to, int seed, int step) {
    StripCode code = this.code;
    if (code == null || buffers != code.buffers) {
      throw wrongBuffers(buffers);
    }
    try {
      StripInterpreter.run(code, strips, offsets, from, to, seed, step);
    } finally {
      forget(code);
      WAITING.giveBack(this);
    }
  }

  /** Drops the caller's arrays: frames live as long as this class and would keep them alive. */
  private void forget(StripCode code) {
    for (int i = 0; i < code.accesses.length; i++) {
      strips[StripCode.view(i)] = null;
    }
    for (int i = 0; i < code.buffers; i++) {
      strips[code.buffer(i)] = null;
    }
    this.code = null;
  }

  private IllegalStateException wrongBuffers(int bound) {
    return new IllegalStateException(
        code == null
            ? "the program has run: bind its buffers again with StripProgram.on"
            : "the program works on " + code.buffers + " buffers, but " + bound + " are bound");
  }
}
