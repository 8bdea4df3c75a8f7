/**
 * NetCDF-4 files, which are HDF5 files with dimension scales. {@link org.isobit.models.netcdf.NetcdfFile} reads them
 * and checks all that can be checked, {@link org.isobit.models.netcdf.NetcdfWriter} writes them. The conventions of the
 * field (CF: packing, missing values, coordinates, time) are applied here.
 *
 * <p>Of HDF5 there is what files of numbers have: every version of superblock, object header and group, compact,
 * contiguous and chunked data with every index of chunks, the filters deflate, shuffle and Fletcher-32, and attributes
 * of numbers and texts. Checksums of metadata and data are verified. A B-tree of version 1 has none; its keys must be
 * such as the library writes, and its chunks must lie in the file without overlap. Lengths and addresses are compared
 * with the file's own length before memory is taken for them.
 */
package org.isobit.models.netcdf;
