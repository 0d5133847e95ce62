#include "core/io/numeric_array.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <numeric>
#include <utility>

namespace nie {

static_assert(std::endian::native == std::endian::little, "numbers are written little-endian");

namespace {

constexpr std::size_t kBlockBytes = 1 << 20;

/// Calls `work` with a value of the C++ type that stands for `type`.
template <class Work>
void withType(NumericType type, Work&& work)
{
    switch (type) {
    case NumericType::Float32:
        return work(float{});
    case NumericType::Float64:
        return work(double{});
    case NumericType::Int8:
        return work(std::int8_t{});
    case NumericType::Int16:
        return work(std::int16_t{});
    case NumericType::Int32:
        return work(std::int32_t{});
    case NumericType::Int64:
        return work(std::int64_t{});
    case NumericType::UInt8:
    case NumericType::Boolean:
        return work(std::uint8_t{});
    case NumericType::UInt16:
        return work(std::uint16_t{});
    case NumericType::UInt32:
        return work(std::uint32_t{});
    case NumericType::UInt64:
        return work(std::uint64_t{});
    }
}

/// Whether a double becomes the type without leaving its range.
template <class Target>
bool fits(double value)
{
    if constexpr (std::is_floating_point_v<Target>)
        return true;
    // 2^digits is exact as a double, the largest 64-bit integers are not.
    const double limit = std::ldexp(1.0, std::numeric_limits<Target>::digits);
    return value > (std::is_signed_v<Target> ? -limit - 1 : -1.0) && value < limit;
}

}  // namespace

std::string typeName(NumericType type)
{
    static constexpr std::array kNames{"float32", "float64", "int8",   "int16",  "int32", "int64",
                                       "uint8",   "uint16",  "uint32", "uint64", "bool"};
    return kNames[static_cast<std::size_t>(type)];
}

std::size_t typeSize(NumericType type)
{
    std::size_t size = 0;
    withType(type, [&size](auto value) { size = sizeof(value); });
    return size;
}

std::optional<std::uint64_t> byteCount(const std::vector<std::int64_t>& shape,
                                       std::uint64_t elementSize)
{
    // A length of 0 must not hide that the others are absurd: the strides of an array without
    // elements are computed all the same.
    std::uint64_t count = elementSize;
    bool empty = false;
    for (const std::int64_t length : shape) {
        if (length < 0)
            return std::nullopt;
        empty |= length == 0;
        const auto factor = static_cast<std::uint64_t>(std::max<std::int64_t>(length, 1));
        if (__builtin_mul_overflow(count, factor, &count))
            return std::nullopt;
    }
    if (count > static_cast<std::uint64_t>(INT64_MAX))
        return std::nullopt;
    return empty ? 0 : count;
}

std::optional<std::uint64_t> elementCount(const std::vector<std::int64_t>& shape)
{
    return byteCount(shape, 1);
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    return shape.empty() ? "1 number" : fmt::format("{}", fmt::join(shape, " x "));
}

NumericArray permuted(const NumericArray& array, const std::vector<std::size_t>& order)
{
    const std::size_t rank = array.shape.size();
    NumericArray result{array.name, {}, {}, array.type};
    std::vector<std::size_t> strides(rank, 1);
    for (std::size_t axis = rank; axis-- > 1;)
        strides[axis - 1] = strides[axis] * static_cast<std::size_t>(array.shape[axis]);
    for (const std::size_t axis : order)
        result.shape.push_back(array.shape.at(axis));
    if (rank > 0 && order.back() == rank - 1)
        result.labels = array.labels;
    result.values.resize(array.values.size());
    std::vector<std::int64_t> index(rank, 0);
    std::size_t source = 0;
    for (double& value : result.values) {
        value = array.values[source];
        for (std::size_t axis = rank; axis-- > 0;) {
            source += strides[order[axis]];
            if (++index[axis] < result.shape[axis])
                break;
            source -= strides[order[axis]] * static_cast<std::size_t>(result.shape[axis]);
            index[axis] = 0;
        }
    }
    return result;
}

NumericArray fromColumnMajor(NumericArray array)
{
    if (array.shape.size() < 2)
        return array;
    // Read backwards, the lengths describe the same bytes in row-major order.
    std::reverse(array.shape.begin(), array.shape.end());
    std::vector<std::size_t> order(array.shape.size());
    std::iota(order.rbegin(), order.rend(), std::size_t{0});
    std::vector<std::string> labels = std::move(array.labels);
    NumericArray result = permuted(array, order);
    result.labels = std::move(labels);
    return result;
}

void decodeNumbers(const void* bytes, NumericType type, bool swapped, std::size_t count,
                   double* target)
{
    const auto* next = static_cast<const unsigned char*>(bytes);
    withType(type, [&](auto zero) {
        for (std::size_t i = 0; i < count; ++i, next += sizeof(zero)) {
            std::array<unsigned char, sizeof(zero)> one;
            std::copy_n(next, one.size(), one.begin());
            if (swapped)
                std::reverse(one.begin(), one.end());
            const auto value = std::bit_cast<decltype(zero)>(one);
            target[i] =
                type == NumericType::Boolean ? double(value != 0) : static_cast<double>(value);
        }
    });
}

std::string encodeNumbers(const double* values, std::size_t count, NumericType type,
                          const std::string& where)
{
    std::string bytes(count * typeSize(type), '\0');
    withType(type, [&](auto zero) {
        using Target = decltype(zero);
        char* next = bytes.data();
        for (std::size_t i = 0; i < count; ++i, next += sizeof(Target)) {
            if (!fits<Target>(values[i]))
                throw RunError(where, "a number does not fit " + typeName(type),
                               fmt::format("{}", values[i]));
            const auto value = static_cast<Target>(values[i]);
            std::memcpy(next, &value, sizeof(Target));
        }
    });
    return bytes;
}

void decodeBlocks(NumericArray& array, bool swapped,
                  const std::function<void(void* target, std::size_t bytes)>& read)
{
    const std::size_t size = typeSize(array.type);
    const std::size_t count = elementCount(array.shape).value();
    array.values.resize(count);
    std::vector<unsigned char> block(std::min(kBlockBytes, std::max<std::size_t>(count, 1) * size));
    for (std::size_t done = 0; done < count;) {
        const std::size_t part = std::min(block.size() / size, count - done);
        read(block.data(), part * size);
        decodeNumbers(block.data(), array.type, swapped, part, array.values.data() + done);
        done += part;
    }
}

void requireMemory(std::uint64_t bytes, const std::string& source)
{
    constexpr std::uint64_t kAlwaysAllowed = 64 << 20;
    if (bytes <= kAlwaysAllowed)
        return;
    std::ifstream facts("/proc/meminfo");
    std::string key;
    std::uint64_t kibibytes = 0;
    while (facts >> key >> kibibytes) {
        if (key == "MemAvailable:" && bytes > kibibytes * 512)
            throw InputError(source, "data size: more than the memory allows",
                             fmt::format("{} bytes needed", bytes),
                             fmt::format("{} bytes, half of what is free", kibibytes * 512));
        facts.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
}

}  // namespace nie
