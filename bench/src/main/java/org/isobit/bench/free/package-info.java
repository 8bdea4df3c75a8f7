/**
 * What the contract's order of operations costs: kernels that do the same work with their sums in any order, by as many
 * partial sums and lanes as is fastest, beside the library's. Nothing else uses them; their bits depend on the machine.
 */
package org.isobit.bench.free;
