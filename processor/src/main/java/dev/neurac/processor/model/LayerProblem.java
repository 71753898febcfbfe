package dev.neurac.processor.model;

import dev.neurac.processor.diagnostic.Problem;

/** Why a layer cannot be built on its inputs. */
public final class LayerProblem extends Exception {

  private static final long serialVersionUID = 1;

  private final Problem problem;
  private final String attribute;
  private final String advice;

  /**
   * Describes a problem.
   *
   * @param attribute the attribute it lies in, empty for the whole annotation
   * @param found what was found and expected, following the layer's name
   * @param advice what to do
   */
  LayerProblem(Problem problem, String attribute, String found, String advice) {
    super(found);
    this.problem = problem;
    this.attribute = attribute;
    this.advice = advice;
  }

  public Problem problem() {
    return problem;
  }

  public String attribute() {
    return attribute;
  }

  public String advice() {
    return advice;
  }
}
