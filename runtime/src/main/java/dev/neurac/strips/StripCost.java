package dev.neurac.strips;

/**
 * When strips are faster than the printed loops: the one place that knows.
 *
 * <p>Measured on an AVX-512 machine (Zen 4) with Java 17, in nanoseconds, strips against loops:
 *
 * <pre>
 * rows·elements    8·4         64·10        8·128         512·128
 * bias             68/17       137/190      154/284       5534/18371
 * bias, ReLU       129/27      145/336      162/523       6230/33205
 * ReLU's slope     79/24       128/322      161/492       9424/45833
 * tanh             106/120     559/2626     853/4055      54388/447396
 * sigmoid          110/161     492/3176     733/4972      44789/320303
 * GELU             206/551     1250/10772   1999/17180    126896/1441937
 * dropout          189/451     426/1813     647/2653      37678/169466
 * softmax          210/189     1275/3970    1487/5251     95298/336478
 * cross entropy    372/292     1584/5092    1827/5566     117309/356423
 * its gradient     312/338     1997/6957    2094/10997    135848/714183
 * </pre>
 */
final class StripCost {

  /** What a run takes before its first instruction and after its last, in nanoseconds. */
  private static final double RUN = 45;

  /** What an instruction takes beside its elements. */
  private static final double INSTRUCTION = 12;

  /** What a run must save, in nanoseconds, to be worth some 10 ms of compiling. */
  private static final double WORTH = 250;

  private StripCost() {}

  /**
   * Returns from how many rows on strips pay.
   *
   * @param saved how many nanoseconds longer the loops take for a row
   */
  static int minRows(int instructions, double saved) {
    return rows(RUN + INSTRUCTION * instructions, saved);
  }

  /** Returns from how many rows on strips are worth compiling. */
  static int minRowsToCompile(int instructions, double saved) {
    return rows(RUN + INSTRUCTION * instructions + WORTH, saved);
  }

  private static int rows(double cost, double saved) {
    return (int) Math.max(1, Math.ceil(cost / saved));
  }

  /** Returns how much longer a loop takes for an element, in nanoseconds. */
  static double saved(Primitive primitive) {
    return switch (primitive) {
      case ERFC_REST -> 5;
      case EXP, LOG_OF_POSITIVE -> 3.5;
      case UNIFORM -> 2;
      case LOG, LOG1P, TANH, ERFC -> 1;
      case DIVIDE, SQRT, MAXIMUM, MULTIPLY_STEP -> 0.5;
      case ADD_MAX -> 0.4;
      case SPREAD, COPY -> 0;
      default -> 0.2;
    };
  }
}
