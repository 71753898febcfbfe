/**
 * Files of weights: {@link dev.neurac.io.Safetensors}, the format of Hugging Face that PyTorch, JAX
 * and others read and write.
 *
 * <p>This package knows tensors and names, not networks.
 */
package dev.neurac.io;
