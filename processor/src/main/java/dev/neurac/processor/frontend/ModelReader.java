package dev.neurac.processor.frontend;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import com.google.auto.common.SuperficialValidation;
import com.google.auto.common.Visibility;
import dev.neurac.Loss;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.model.LayerKind;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.LayerSpec.Port;
import dev.neurac.processor.model.LossSpec;
import dev.neurac.processor.model.ModelSpec;
import dev.neurac.processor.model.ModelSpec.Form;
import dev.neurac.processor.model.ModelSpec.InputSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Reads an annotated type. This is the last place that sees the compiler's model of the source. */
public final class ModelReader {

  /** What layers are not called in the stack form: the network's input. */
  private static final String STACK_INPUT = "input";

  private final ProcessingEnvironment environment;
  private final Diagnostics diagnostics;

  public ModelReader(ProcessingEnvironment environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  /**
   * Returns whether the types that are read are all known. One that is not may be another
   * processor's, in a later round. Bodies, constants, and methods with bodies are not read: they
   * may mention the generated class.
   */
  public boolean knowsTypes(TypeElement type) {
    if (!knowsSupertypes(type)) {
      return false;
    }
    return Stream.concat(
            methods(type).stream()
                .filter(method -> method.getModifiers().contains(Modifier.ABSTRACT)),
            ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .filter(constructor -> constructor.getParameters().isEmpty()))
        .allMatch(ModelReader::knowsTypes);
  }

  private static boolean knowsTypes(ExecutableElement method) {
    return SuperficialValidation.validateType(method.getReturnType())
        && method.getThrownTypes().stream().allMatch(SuperficialValidation::validateType)
        && method.getParameters().stream()
            .map(VariableElement::asType)
            .allMatch(SuperficialValidation::validateType);
  }

  private boolean knowsSupertypes(TypeElement type) {
    return Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream())
        .allMatch(
            supertype ->
                SuperficialValidation.validateType(supertype)
                    && (supertype.getKind() == TypeKind.NONE
                        || knowsSupertypes(MoreTypes.asTypeElement(supertype))));
  }

  /** One that is missing, such as {@code @Layer} for want of its import, would change the model. */
  private void checkAnnotationsAreKnown(TypeElement type) {
    UnresolvedAnnotations unresolved = new UnresolvedAnnotations(environment);
    unresolved.checkNone(type);
    for (ExecutableElement method : methods(type)) {
      if (method.getModifiers().contains(Modifier.ABSTRACT)) {
        unresolved.checkNone(method);
        method.getParameters().forEach(unresolved::checkNone);
      }
    }
  }

  private Set<ExecutableElement> methods(TypeElement type) {
    return MoreElements.getLocalAndInheritedMethods(
        type, environment.getTypeUtils(), environment.getElementUtils());
  }

  /**
   * Returns a model of which the type's name and visibility alone are known: enough to write the
   * signatures of its class, and not to be compiled.
   */
  public static ModelSpec signatures(TypeElement type) {
    return spec(
        type, false, List.of(), Form.STACK, null, -1, List.of(), List.of(), Origin.of(type));
  }

  /** Returns what the type declares; what it says wrong goes to the diagnostics. */
  public ModelSpec read(TypeElement type) {
    checkAnnotationsAreKnown(type);
    new TypeRules(environment, diagnostics).check(type);
    new NameClashes(environment, diagnostics).check(type, signatures(type).generatedName());
    AnnotationReader model = annotation(type, "Model").orElseThrow();
    List<LayerSpec> stack = stack(type);
    NodeReader nodes = new NodeReader(environment, diagnostics);
    if (type.getKind() == ElementKind.CLASS || type.getKind() == ElementKind.INTERFACE) {
      nodes.read(type, !stack.isEmpty());
    }
    List<LayerSpec> layers = nodes.layers();
    if (!stack.isEmpty() && !layers.isEmpty()) {
      diagnostics.report(
          Problem.MIXED_FORMS,
          layers.get(0).origin(),
          type.getSimpleName()
              + " has layers on the type and on its method "
              + layers.get(0).name()
              + "; a network is written in one form",
          "Move the layers of the type to methods, or remove those methods.");
    } else if (stack.isEmpty() && layers.isEmpty() && nodes.strangers() == 0) {
      diagnostics.report(
          Problem.NO_LAYERS,
          model.origin(),
          type.getSimpleName() + " has no layers",
          "Write @Layer(in = …, out = …) on the type, or on abstract methods that return Tensor.");
    }
    boolean stackForm = layers.isEmpty();
    return spec(
        type,
        hasToString(type),
        new InheritedLint(environment).of(type, methods(type)),
        stackForm ? Form.STACK : Form.NODE,
        loss(model),
        model.longInteger("parameters"),
        stackForm ? stackInput(stack) : nodes.inputs(),
        stackForm ? stack : layers,
        model.origin("parameters"));
  }

  /** Returns whether a class that extends the type would print as the user says. */
  private boolean hasToString(TypeElement type) {
    return methods(type).stream()
        .anyMatch(
            method ->
                method.getSimpleName().contentEquals("toString")
                    && method.getParameters().isEmpty()
                    && !method.getModifiers().contains(Modifier.ABSTRACT)
                    && !MoreElements.asType(method.getEnclosingElement())
                        .getQualifiedName()
                        .contentEquals("java.lang.Object"));
  }

  private static LossSpec loss(AnnotationReader model) {
    Map<String, Origin> attributes = new LinkedHashMap<>();
    model.attributes().forEach(attribute -> attributes.put(attribute, model.origin(attribute)));
    return new LossSpec(
        model.constant("loss", Loss.class),
        model.real("labelSmoothing"),
        model.real("delta"),
        model.real("positiveWeight"),
        attributes,
        model.origin("loss"));
  }

  private static ModelSpec spec(
      TypeElement type,
      boolean hasToString,
      List<String> suppressed,
      Form form,
      LossSpec loss,
      long parameters,
      List<InputSpec> inputs,
      List<LayerSpec> layers,
      Origin parametersOrigin) {
    return new ModelSpec(
        MoreElements.getPackage(type).getQualifiedName().toString(),
        typeNames(type),
        type.getKind().isInterface(),
        Visibility.effectiveVisibilityOfElement(type) == Visibility.PUBLIC,
        hasToString,
        suppressed,
        form,
        loss,
        parameters,
        inputs,
        layers,
        Origin.of(type),
        parametersOrigin);
  }

  /** Reads the layers on the type: one, several, or the list written out. */
  private List<LayerSpec> stack(TypeElement type) {
    List<AnnotationReader> annotations = new ArrayList<>();
    Optional<AnnotationReader> list = annotation(type, "Layers");
    Optional<AnnotationReader> single = annotation(type, "Layer");
    list.ifPresent(all -> annotations.addAll(all.annotations("value")));
    single.ifPresent(layer -> annotations.add(0, layer));
    if (list.isPresent() && single.isPresent()) {
      diagnostics.report(
          Problem.MIXED_FORMS,
          single.get().origin(),
          type.getSimpleName() + " has @Layers and a @Layer beside it",
          "Write all layers in @Layers, or none.");
    }
    List<LayerSpec> layers = new ArrayList<>();
    Map<String, LayerSpec> byName = new LinkedHashMap<>();
    String previous = STACK_INPUT;
    for (AnnotationReader annotation : annotations) {
      int number = layers.size() + 1;
      String written = annotation.text("name");
      String name = written.isEmpty() ? "layer" + number : written;
      Optional<NameRule.Fault> fault = NameRule.fault(name);
      if (fault.isPresent()) {
        diagnostics.report(
            Problem.INVALID_NAME,
            annotation.origin("name"),
            "layer " + number + " is named " + NameRule.shown(name) + ", " + fault.get().found(),
            fault.get().advice());
        name = "layer" + number;
      }
      LayerSpec layer =
          layer(
              name,
              written.isEmpty() ? "layer " + number : written,
              LayerKind.read(annotation.simpleName(), annotation),
              List.of(new Port(previous, previous, annotation.origin())),
              annotation);
      layers.add(layer);
      if (byName.putIfAbsent(name, layer) != null || name.equals(STACK_INPUT)) {
        diagnostics.report(
            Problem.DUPLICATE_NAME,
            annotation.origin("name"),
            "layer "
                + number
                + " is named '"
                + name
                + (name.equals(STACK_INPUT)
                    ? "', as the network's input is"
                    : "', as layer " + (layers.indexOf(byName.get(name)) + 1) + " is"),
            "Give each layer a name of its own.");
      }
      previous = name;
    }
    return layers;
  }

  private List<InputSpec> stackInput(List<LayerSpec> stack) {
    if (stack.isEmpty()) {
      return List.of();
    }
    LayerSpec first = stack.get(0);
    List<Integer> in = first.kind().declaredInput();
    if (in.isEmpty()) {
      diagnostics.report(
          Problem.MISSING_SIZE,
          first.origin("in"),
          first.label() + " is the first and does not say how many features come in",
          "Write in = …, the number of features of a row.");
      return List.of();
    }
    if (in.get(0) < 0) {
      diagnostics.report(
          Problem.INVALID_SIZE,
          first.origin("in"),
          first.label() + " has in = " + in.get(0) + ", but a layer has at least 1 input",
          "Write in = …, the number of features of a row.");
      return List.of();
    }
    return List.of(new InputSpec(STACK_INPUT, in, first.origin("in")));
  }

  /** Returns the layer that an annotation declares. */
  static LayerSpec layer(
      String name, String label, LayerKind kind, List<Port> inputs, AnnotationReader annotation) {
    Map<String, Origin> attributes = new LinkedHashMap<>();
    annotation.attributes().forEach(a -> attributes.put(a, annotation.origin(a)));
    return new LayerSpec(
        name, label, kind, inputs, annotation.toString(), annotation.origin(), attributes);
  }

  /** Returns one of our annotations on an element. */
  static Optional<AnnotationReader> annotation(Element element, String simpleName) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement type = MoreElements.asType(mirror.getAnnotationType().asElement());
      if (type.getQualifiedName().contentEquals("dev.neurac." + simpleName)) {
        return Optional.of(new AnnotationReader(element, mirror));
      }
    }
    return Optional.empty();
  }

  private static List<String> typeNames(TypeElement type) {
    List<String> names = new ArrayList<>();
    for (Element e = type; MoreElements.isType(e); e = e.getEnclosingElement()) {
      names.add(0, e.getSimpleName().toString());
    }
    return names;
  }
}
