package org.isobit.models.netcdf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The links of a group, however it keeps them: as messages, in a fractal heap, or in a symbol table (HDF5 File
 * Format Specification 3.0, sections III.A to III.D, IV.A.2.c, IV.A.2.g and IV.A.2.r).
 */
final class Hdf5Group {

  private static final int SYMBOL_TABLE = 0x11;
  private static final int LINKS_BY_NAME = 5;
  private static final int DEEPEST = 32;
  private static final int SYMBOLIC_LINK = 2;

  private record Link(String name, long order, long address) {}

  private static final String WHAT = "the list of variables";

  private final Hdf5Input input;
  private final List<Link> links = new ArrayList<>();
  private long bytes;

  private Hdf5Group(Hdf5Input input) {
    this.input = input;
  }

  /**
   * Addresses of the objects by their names, in the order in which they were made if the file knows it;
   * {@link Hdf5Bytes#UNDEFINED} for a soft or external link.
   */
  static Map<String, Long> links(Hdf5Input input, Hdf5Header header) {
    Hdf5Group group = new Hdf5Group(input);
    header.all(Hdf5Messages.LINK).forEach(group::link);
    header.all(Hdf5Messages.LINK_INFO).forEach(group::dense);
    header.all(SYMBOL_TABLE).forEach(group::symbols);
    group.links.sort(Comparator.comparingLong(Link::order));
    Map<String, Long> addresses = new LinkedHashMap<>();
    for (Link link : group.links) {
      if (addresses.put(link.name, link.address) != null) {
        throw new IllegalArgumentException(WHAT + " is damaged: it names '" + link.name + "' twice");
      }
    }
    return addresses;
  }

  private void link(Hdf5Cursor link) {
    count(link.remaining());
    link.version(1, 1);
    int flags = link.u8();
    int type = (flags & 0x08) != 0 ? link.u8() : 0;
    long order = (flags & 0x04) != 0 ? link.number(8) : 0;
    link.skip((flags & 0x10) != 0 ? 1 : 0);
    String name = new String(link.bytes(link.number(1 << (flags & 3))), StandardCharsets.UTF_8);
    links.add(new Link(name, order, type == 0 ? link.address() : Hdf5Bytes.UNDEFINED));
  }

  private void dense(Hdf5Cursor info) {
    info.version(0, 0);
    info.skip((info.u8() & 1) != 0 ? 8 : 0);
    long heapAddress = info.address();
    if (heapAddress == Hdf5Bytes.UNDEFINED) {
      return;
    }
    Hdf5Heap heap = new Hdf5Heap(input, heapAddress, WHAT);
    Hdf5BTree2.read(input, info.address(), LINKS_BY_NAME, WHAT, record -> link(heap.object(record.skip(4))));
  }

  private void symbols(Hdf5Cursor table) {
    long tree = table.address();
    Hdf5Cursor heap = input.block(table.address(), 8L + 2 * input.lengthSize() + input.offsetSize(), WHAT);
    heap.signature("HEAP").version(0, 0);
    long length = heap.skip(3).length();
    heap.skip(input.lengthSize());
    Hdf5Cursor names = input.block(heap.address(), length, WHAT);
    symbolNode(tree, DEEPEST, names);
  }

  private void symbolNode(long address, int above, Hdf5Cursor names) {
    Hdf5Cursor node = input.block(address, 8L + 2 * input.offsetSize(), WHAT);
    node.signature("TREE").expect(node.u8(), 0, "kind");
    int level = node.u8();
    int count = node.u16();
    if (level >= above) {
      throw new IllegalArgumentException(WHAT + " is damaged: level " + level + " lies below level " + above);
    }
    Hdf5Cursor children = input.block(address + 8L + 2 * input.offsetSize(),
        (long) count * (input.lengthSize() + input.offsetSize()), WHAT);
    count(8L + children.remaining());
    for (int i = 0; i < count; i++) {
      long child = children.skip(input.lengthSize()).address();
      if (level > 0) {
        symbolNode(child, level, names);
      } else {
        symbols(child, names);
      }
    }
  }

  /** Counts the bytes of nodes, links and names: where none lies in another's place, the file has as many. */
  private void count(long more) {
    bytes += more;
    if (bytes > input.end()) {
      throw new IllegalArgumentException(WHAT + " is damaged: it is longer than the file");
    }
  }

  private void symbols(long address, Hdf5Cursor names) {
    Hdf5Cursor prefix = input.block(address, 8, WHAT);
    prefix.signature("SNOD").version(1, 1);
    int count = prefix.skip(1).u16();
    Hdf5Cursor entries = input.block(address + 8, count * (24L + input.lengthSize() + input.offsetSize()), WHAT);
    count(8L + entries.remaining());
    for (int i = 0; i < count; i++) {
      long name = entries.length(); // and no offset, whatever the specification says
      long object = entries.address();
      int cache = entries.count32();
      entries.skip(20);
      if (name < 0 || name >= names.position(0).remaining()) {
        throw new IllegalArgumentException(WHAT + " is damaged: a name lies outside");
      }
      if (cache > 2) {
        throw new IllegalArgumentException(WHAT + " is damaged: an entry of the unknown kind " + cache);
      }
      String text = names.position((int) name).text();
      count(text.length());
      links.add(new Link(text, 0, cache == SYMBOLIC_LINK ? Hdf5Bytes.UNDEFINED : object));
    }
  }
}
