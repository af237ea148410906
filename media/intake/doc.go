// Package intake owns the look into a file that somebody hands in: what it is,
// from its content alone and never from its name, and what of it the public may
// have. Identify refuses whatever could run, call out or swell; Clean takes out
// what the makers' machines wrote. It decodes no picture, keeps nothing, and must
// never hold a whole file in memory or trust a length that a file states.
//
// What was decided where formats leave room:
//
//   - Data after the end of a picture is tolerated, since telephones append films,
//     unless another program would open or run it: archives, programs, PDF, markup.
//   - Words in the comments of a picture are tolerated, whatever they say. They
//     exist in the original only, which readers never get.
//   - A GIF or JPEG whose first bytes also begin a script is refused, and so is any
//     file that unpackers would open as an archive from its end.
//   - A PDF may link to addresses. It may not run, embed or submit anything, or
//     open another file, not even on a click.
//   - An office file may hold pictures, charts with their sheets, one level deep,
//     and links. It may not fetch anything by itself.
//   - Drawings (SVG) within an office file must hold no script, handler or foreign
//     markup.
//   - A table in text form has two columns at least: one column of words is prose.
package intake
