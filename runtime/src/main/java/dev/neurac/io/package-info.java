/**
 * Files of weights: {@link dev.neurac.io.Safetensors}, the format of Hugging Face that PyTorch, JAX
 * and others read and write.
 *
 * <p>This package knows tensors and names, not networks: of {@code dev.neurac.runtime} it uses
 * {@link dev.neurac.runtime.Tensor} only.
 */
package dev.neurac.io;
