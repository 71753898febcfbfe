package dev.neurac.processor.frontend;

import com.google.auto.common.MoreElements;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.model.LayerKind;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.LayerSpec.Port;
import dev.neurac.processor.model.ModelSpec.InputSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads the node form: each abstract method of a type is a node, its parameters are its inputs. */
final class NodeReader {

  private static final String TENSOR = "dev.neurac.Tensor";

  private final ProcessingEnvironment environment;
  private final Diagnostics diagnostics;
  private final List<LayerSpec> layers = new ArrayList<>();
  private final List<InputSpec> inputs = new ArrayList<>();
  private final List<InputSpec> renamed = new ArrayList<>(); // inputs whose names are in @From
  private int strangers;

  NodeReader(ProcessingEnvironment environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads the methods of a type.
   *
   * @param stack whether the type itself declares layers, so that methods cannot
   */
  void read(TypeElement type, boolean stack) {
    List<ExecutableElement> abstracts = abstractMethods(type);
    for (ExecutableElement method :
        ElementFilter.methodsIn(environment.getElementUtils().getAllMembers(type))) {
      if (!method.getModifiers().contains(Modifier.ABSTRACT)) {
        checkNoKind(method);
      } else if (abstracts.contains(method)) {
        read(method, stack);
      }
    }
    checkTakenNodes();
  }

  /** Returns what a class must implement: of methods that are declared alike, one. */
  private List<ExecutableElement> abstractMethods(TypeElement type) {
    List<ExecutableElement> kept = new ArrayList<>();
    MoreElements.getLocalAndInheritedMethods(
            type, environment.getTypeUtils(), environment.getElementUtils())
        .stream()
        .filter(method -> method.getModifiers().contains(Modifier.ABSTRACT))
        .filter(method -> !isOfNetwork(method) && !isImplementedByObject(method))
        // Those that say what they compute come first, and stand for those that do not.
        .sorted(Comparator.comparing(method -> annotations(method).isEmpty()))
        .filter(method -> kept.stream().noneMatch(other -> standsFor(other, method)))
        .forEach(kept::add);
    return kept;
  }

  private static boolean isOfNetwork(ExecutableElement method) {
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    return owner.getQualifiedName().contentEquals(TypeRules.NETWORK);
  }

  private boolean standsFor(ExecutableElement method, ExecutableElement other) {
    return method.getSimpleName().equals(other.getSimpleName())
        && environment
            .getTypeUtils()
            .isSubsignature((ExecutableType) method.asType(), (ExecutableType) other.asType())
        && (annotations(other).isEmpty() || declaration(method).equals(declaration(other)));
  }

  /** Returns all that a node says of itself, as text. */
  private static String declaration(ExecutableElement method) {
    return annotations(method).toString()
        + method.getParameters().stream()
            .map(
                parameter ->
                    ModelReader.annotation(parameter, "Input")
                        + " "
                        + ModelReader.annotation(parameter, "From")
                        + " "
                        + parameter)
            .toList();
  }

  /** Finds parameters that are both the input and another node's value. */
  private void checkTakenNodes() {
    Set<String> names = layers.stream().map(LayerSpec::name).collect(Collectors.toSet());
    List<InputSpec> taken = renamed.stream().filter(input -> names.contains(input.name())).toList();
    if (inputs.size() == taken.size()) {
      return; // the checker finds the input's name taken, and would otherwise miss an input
    }
    for (InputSpec input : taken) {
      diagnostics.report(
          Problem.DUPLICATE_INPUT,
          input.origin(),
          "the parameter "
              + input.origin().element().getSimpleName()
              + " has @Input, but takes the node "
              + input.name()
              + "; a parameter is either the network's input or takes a node",
          "Remove @Input, or @From.");
    }
    inputs.removeAll(taken);
  }

  List<LayerSpec> layers() {
    return layers;
  }

  List<InputSpec> inputs() {
    return inputs;
  }

  /** Returns the number of methods that should be nodes and are not. */
  int strangers() {
    return strangers;
  }

  /** {@code String toString()} in an interface, which every class implements. */
  private boolean isImplementedByObject(ExecutableElement method) {
    TypeElement object = environment.getElementUtils().getTypeElement("java.lang.Object");
    return ElementFilter.methodsIn(object.getEnclosedElements()).stream()
        .filter(inherited -> inherited.getModifiers().contains(Modifier.PUBLIC))
        .anyMatch(
            inherited ->
                inherited.getSimpleName().equals(method.getSimpleName())
                    && environment
                        .getTypeUtils()
                        .isSubsignature(
                            (ExecutableType) method.asType(), (ExecutableType) inherited.asType()));
  }

  /** Checks that a method with a body has no annotation that says what it computes. */
  private void checkNoKind(ExecutableElement method) {
    for (AnnotationReader annotation : annotations(method)) {
      strangers++;
      diagnostics.report(
          Problem.NOT_A_NODE,
          annotation.origin(),
          "the method "
              + method.getSimpleName()
              + " has a body, so "
              + annotation
              + " cannot say what it computes",
          "Remove the body, or the annotation.");
    }
  }

  private void read(ExecutableElement method, boolean stack) {
    String name = method.getSimpleName().toString();
    List<AnnotationReader> annotations = annotations(method);
    if (annotations.isEmpty()) {
      strangers++;
      diagnostics.report(
          Problem.NOT_A_NODE,
          Origin.of(method),
          "the abstract method " + name + " has no annotation that says what it computes",
          stack
              ? "Give the method a body: the layers of this network are on the type."
              : "Add one of " + kinds() + ", or give the method a body.");
      return;
    }
    if (annotations.size() > 1) {
      strangers++;
      diagnostics.report(
          Problem.SEVERAL_KINDS,
          annotations.get(1).origin(),
          name
              + " has "
              + annotations.stream().map(Object::toString).collect(Collectors.joining(" and "))
              + "; a node does one thing",
          "Keep one annotation, and make another method for the other.");
      return;
    }
    if (!checkName("the node", name, Origin.of(method)) | !checkSignature(method)) {
      strangers++;
      return;
    }
    AnnotationReader annotation = annotations.get(0);
    LayerKind kind = LayerKind.read(annotation.simpleName(), annotation);
    if (annotation.attributes().contains("name") && !annotation.text("name").isEmpty()) {
      diagnostics.report(
          Problem.INVALID_NAME,
          annotation.origin("name"),
          "the node "
              + name
              + " is named by its method, but its annotation says name = \""
              + annotation.text("name")
              + '"',
          "Leave name out, or rename the method.");
    }
    layers.add(ModelReader.layer(name, name, kind, ports(method), annotation));
  }

  private boolean checkName(String what, String name, Origin origin) {
    Optional<NameRule.Fault> fault = NameRule.fault(name);
    fault.ifPresent(
        f ->
            diagnostics.report(
                Problem.INVALID_NAME,
                origin,
                what + " is named " + NameRule.shown(name) + ", " + f.found(),
                f.advice()));
    return fault.isEmpty();
  }

  private List<Port> ports(ExecutableElement method) {
    List<Port> ports = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      String name = parameter.getSimpleName().toString();
      Optional<AnnotationReader> from = ModelReader.annotation(parameter, "From");
      String source = from.map(f -> f.text("value")).orElse(name);
      Origin origin = from.map(f -> f.origin("value")).orElse(Origin.of(parameter));
      ports.add(new Port(name, source, origin));
      Optional<AnnotationReader> input = ModelReader.annotation(parameter, "Input");
      if (input.isPresent()) {
        InputSpec spec =
            new InputSpec(source, input.get().integers("value"), input.get().origin("value"));
        checkName("the input", source, origin);
        inputs.add(spec);
        if (from.isPresent()) {
          renamed.add(spec);
        }
      }
    }
    return ports;
  }

  private static List<AnnotationReader> annotations(ExecutableElement method) {
    return LayerKind.READERS.keySet().stream()
        .map(kind -> ModelReader.annotation(method, kind))
        .flatMap(Optional::stream)
        .toList();
  }

  private boolean checkSignature(ExecutableElement method) {
    List<String> wrong = new ArrayList<>();
    Origin origin = Origin.of(method);
    if (!method.getTypeParameters().isEmpty()) {
      wrong.add("has type parameters");
    }
    if (!method.getThrownTypes().isEmpty()) {
      wrong.add("declares exceptions");
    }
    if (!isTensor(method.getReturnType())) {
      wrong.add("returns " + method.getReturnType());
    }
    if (method.isVarArgs()) {
      wrong.add("takes a varying number of values");
    } else {
      for (VariableElement parameter : method.getParameters()) {
        if (!isTensor(parameter.asType())) {
          origin = wrong.isEmpty() ? Origin.of(parameter) : origin;
          wrong.add("takes " + parameter.asType() + " " + parameter.getSimpleName());
        }
      }
    }
    if (!wrong.isEmpty()) {
      diagnostics.report(
          Problem.WRONG_SIGNATURE,
          origin,
          "the node "
              + method.getSimpleName()
              + " "
              + String.join(" and ", wrong)
              + "; a node takes tensors and returns one",
          "Write: Tensor "
              + method.getSimpleName()
              + method.getParameters().stream()
                  .map(p -> "Tensor " + p.getSimpleName())
                  .collect(Collectors.joining(", ", "(", ")"))
              + ", where Tensor is "
              + TENSOR
              + ".");
    }
    return wrong.isEmpty();
  }

  private boolean isTensor(TypeMirror type) {
    TypeElement tensor = environment.getElementUtils().getTypeElement(TENSOR);
    return tensor != null && environment.getTypeUtils().isSameType(type, tensor.asType());
  }

  private static String kinds() {
    return LayerKind.READERS.keySet().stream()
        .map(kind -> "@" + kind)
        .collect(Collectors.joining(", "));
  }
}
