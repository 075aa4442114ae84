/** The sum of the four integers of a vector. */
export function sumOfLanes(v: v128): i32 {
  const halves = i32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}

/** The largest of the eight signed integers of a vector. */
export function largestOfLanes(v: v128): i32 {
  const four = i16x8.max_s(v, i16x8.shuffle(v, v, 4, 5, 6, 7, 0, 1, 2, 3));
  const two = i16x8.max_s(four, i16x8.shuffle(four, four, 2, 3, 0, 1, 6, 7, 4, 5));
  return max<i32>(i16x8.extract_lane_s(two, 0), i16x8.extract_lane_s(two, 1));
}
