package dev.neurac.kernels;

/**
 * How the matrices of {@code C[r][j] = Σᵢ A[r][i]·B[i][j]} lie in their arrays.
 *
 * <pre>
 *   A[r][i] = a[aAt + r·aRow + i·aStep]
 *   B[i][j] = b[bAt + i·bRow + j]
 *   C[r][j] = c[cAt + r·cRow + j]
 * </pre>
 */
record Layout(int aRow, int aStep, int bRow, int cRow) {}
