/**
 * The language: a network is an annotated interface or abstract class.
 *
 * <p>The <em>stack form</em> repeats {@link dev.neurac.Layer} on the type. In the <em>node
 * form</em> every abstract method is a node and its parameters name its inputs. The annotation
 * processor compiles either into a class named after the type with {@code Net} appended.
 */
package dev.neurac;
