#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/safetensors.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cstring>

namespace nie::safetensors_test {

using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

template <class T>
NamedArray arrayOf(const std::string& dtype, std::vector<std::int64_t> shape,
                   const std::vector<T>& values)
{
    NamedArray array{dtype, std::move(shape), std::vector<std::byte>(values.size() * sizeof(T))};
    std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
    return array;
}

/// A file made by hand: length, header, data.
std::string fileOf(const std::string& header, const std::string& data)
{
    const std::uint64_t length = header.size();
    std::string text(8, '\0');
    std::memcpy(text.data(), &length, 8);
    return text + header + data;
}

std::string entry(const std::string& name, const std::string& dtype, const std::string& shape,
                  const std::string& offsets)
{
    return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape +
           ",\"data_offsets\":" + offsets + "}";
}

std::string braced(const std::string& members)
{
    std::string text = "{";
    text += members;
    text += "}";
    return text;
}

}  // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    Safetensors readText(const std::string& content)
    {
        writeFileAtomically(m_folder / "x.safetensors", content);
        return Safetensors::read(m_folder / "x.safetensors");
    }

private Q_SLOTS:
    void readsTheExampleOfThePublishedLibrary()
    {
        const std::string content =
            "<\0\0\0\0\0\0\0{\"test\":{\"dtype\":\"I32\",\"shape\":[2,2],\"data_offsets\":"
            "[0,16]}}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"s;
        const Safetensors file = readText(content);
        QCOMPARE(file.arrays.size(), std::size_t(1));
        const NamedArray& array = file.arrays.at("test");
        QCOMPARE(array.dtype, std::string("I32"));
        QVERIFY((array.shape == std::vector<std::int64_t>{2, 2}));
        QVERIFY(array.bytes == std::vector<std::byte>(16));
    }

    void writesWideTypesFirstThenByNameInAPaddedHeader()
    {
        Safetensors file;
        file.metadata = {{"format", "pt"}};
        file.arrays["b"] = arrayOf<float>("F32", {2}, {1.0F, -2.0F});
        file.arrays["a"] = arrayOf<std::uint8_t>("U8", {3}, {7, 8, 9});
        file.arrays["c"] = arrayOf<double>("F64", {}, {0.5});
        file.arrays["a2"] = arrayOf<float>("F32", {1, 1}, {0.25F});
        file.write(m_folder / "golden.safetensors");

        const std::string header =
            R"({"__metadata__":{"format":"pt"},"c":{"dtype":"F64","shape":[],"data_offsets":[0,8]},)"
            R"("a2":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]},)"
            R"("b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]},)"
            R"("a":{"dtype":"U8","shape":[3],"data_offsets":[20,23]}})";
        const std::string padding((8 - header.size() % 8) % 8, ' ');
        const std::string data = "\0\0\0\0\0\0\xe0\x3f"s    // 0.5
                                 "\0\0\x80\x3e"s            // 0.25
                                 "\0\0\x80\x3f\0\0\0\xc0"s  // 1, -2
                                 "\x07\x08\x09"s;
        const std::string expected = fileOf(header + padding, data);
        QCOMPARE(QByteArray::fromStdString(readFile(m_folder / "golden.safetensors")),
                 QByteArray::fromStdString(expected));
    }

    void everythingWrittenIsReadBack()
    {
        Safetensors file;
        file.metadata = {{"step", "20"}, {"note", "ünïcode \"quoted\"\n"}};
        file.arrays["weights/β"] = arrayOf<double>("F64", {2, 3}, {1, 2, 3, 4, 5, 1e-300});
        file.arrays["scalar"] = arrayOf<std::int64_t>("I64", {}, {-9});
        file.arrays["empty"] = NamedArray{"F32", {0, 5}, {}};
        file.arrays["mask"] = arrayOf<std::uint8_t>("BOOL", {3}, {1, 0, 1});
        file.write(m_folder / "round.safetensors");

        const Safetensors back = Safetensors::read(m_folder / "round.safetensors");
        QVERIFY(back.metadata == file.metadata);
        QCOMPARE(back.arrays.size(), file.arrays.size());
        for (const auto& [name, array] : file.arrays) {
            QCOMPARE(back.arrays.at(name).dtype, array.dtype);
            QVERIFY(back.arrays.at(name).shape == array.shape);
            QVERIFY(back.arrays.at(name).bytes == array.bytes);
        }
        back.write(m_folder / "again.safetensors");
        QVERIFY(readFile(m_folder / "again.safetensors") ==
                readFile(m_folder / "round.safetensors"));
    }

    void noArraysAtAllIsAValidFile()
    {
        Safetensors().write(m_folder / "none.safetensors");
        QVERIFY(Safetensors::read(m_folder / "none.safetensors").arrays.empty());
    }

    void writingRefusesAnArrayWhoseLengthIsNotItsShape()
    {
        Safetensors file;
        file.arrays["a"] = NamedArray{"F32", {3}, std::vector<std::byte>(8)};
        QVERIFY_EXCEPTION_THROWN(file.write(m_folder / "bad.safetensors"), RunError);
        file.arrays["a"] = NamedArray{"F31", {2}, std::vector<std::byte>(8)};
        QVERIFY_EXCEPTION_THROWN(file.write(m_folder / "bad.safetensors"), RunError);
        Safetensors notUtf8;
        notUtf8.arrays["\xff\xfe"] = NamedArray{"U8", {0}, {}};
        QVERIFY_EXCEPTION_THROWN(notUtf8.write(m_folder / "bad.safetensors"), RunError);
        QVERIFY(!fs::exists(m_folder / "bad.safetensors"));
    }

    void malformedFileIsRefusedByNameAndReason_data();
    void malformedFileIsRefusedByNameAndReason()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, reason);
        try {
            readText(content.toStdString());
            QFAIL("no error");
        } catch (const InputError& error) {
            const QString message = error.what();
            QVERIFY2(message.contains("x.safetensors"), error.what());
            QVERIFY2(message.contains(reason), error.what());
        }
    }

    void everyTruncationOfAGoodFileIsRefused()
    {
        const std::string good = fileOf(braced(entry("a", "F32", "[2]", "[0,8]")), "12345678");
        readText(good);
        for (std::size_t length = 0; length < good.size(); ++length)
            QVERIFY_EXCEPTION_THROWN(readText(good.substr(0, length)), InputError);
        QVERIFY_EXCEPTION_THROWN(readText(good + "x"), InputError);
    }

    void damagedBytesNeverEndInAnythingButAnInputError()
    {
        const std::string good = fileOf(
            braced(entry("a", "F32", "[2]", "[0,8]") + "," + entry("b", "U8", "[2]", "[8,10]")),
            "1234567890");
        int accepted = 0;
        for (std::size_t place = 0; place < good.size(); ++place)
            for (const char damage : {'\0', '\xff', '9', '{', '"', ' '}) {
                std::string bad = good;
                bad[place] = damage;
                try {
                    readText(bad);
                    ++accepted;  // damage in data or in a name is not to be seen
                } catch (const InputError&) {
                }
            }
        QVERIFY(accepted >= 6 * 10);
    }

    void folderOrMissingFileIsNamed()
    {
        QVERIFY_EXCEPTION_THROWN(Safetensors::read(m_folder.path()), InputError);
        QVERIFY_EXCEPTION_THROWN(Safetensors::read(m_folder / "missing"), InputError);
    }
};

void SafetensorsTest::malformedFileIsRefusedByNameAndReason_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& content, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(content) << QString(reason);
    };
    const auto one = [](const std::string& description, const std::string& data) {
        return fileOf(braced(description), data);
    };
    const std::string eight(8, 'x');
    row("empty", "", "too short");
    row("seven bytes", std::string(7, '\0'), "too short");
    row("header length beyond the end", "\xff\xff\xff\xff\xff\xff\xff\x7f{}", "passes the end");
    row("header length wraps round", std::string(8, '\xff') + "{}", "passes the end");
    row("header empty", std::string(8, '\0'), "not a JSON object");
    row("header a list", fileOf("[]", ""), "not a JSON object");
    row("header not JSON", fileOf("{\"a\":", ""), "not JSON");
    row("header not UTF-8", fileOf("{\"\xff\":1}", ""), "not JSON");
    row("header nested deeply", fileOf("{\"a\":" + std::string(2000, '[') + "}", ""), "nested");
    row("entry not an object", one("\"a\":3", ""), "not a description");
    row("entry without shape", one(R"("a":{"dtype":"F32","data_offsets":[0,8]})", eight),
        "not a description");
    row("unknown dtype", one(entry("a", "F31", "[2]", "[0,8]"), eight), "unknown dtype");
    row("dtype a number", one(R"("a":{"dtype":5,"shape":[2],"data_offsets":[0,8]})", eight),
        "unknown dtype");
    row("shape not a list", one(entry("a", "F32", "2", "[0,8]"), eight), "shape: wrong type");
    row("shape negative", one(entry("a", "F32", "[-2]", "[0,8]"), eight), "shape: wrong type");
    row("shape not whole", one(entry("a", "F32", "[2.0]", "[0,8]"), eight), "shape: wrong type");
    row("shape beyond 63 bits", one(entry("a", "F32", "[9223372036854775808]", "[0,8]"), eight),
        "shape: wrong type");
    row("product overflows to 8", one(entry("a", "F32", "[4611686018427387906]", "[0,8]"), eight),
        "shape and length differ");
    row("product of two overflows to 0",
        one(entry("a", "U8", "[4294967296,4294967296]", "[0,0]"), ""), "shape and length differ");
    row("shape shorter than data", one(entry("a", "F32", "[1]", "[0,8]"), eight),
        "shape and length differ");
    row("shape longer than data", one(entry("a", "F32", "[3]", "[0,8]"), eight),
        "shape and length differ");
    row("three offsets", one(entry("a", "F32", "[2]", "[0,4,8]"), eight), "data_offsets outside");
    row("offsets backwards", one(entry("a", "F32", "[2]", "[8,0]"), eight), "data_offsets outside");
    row("offsets pass the end", one(entry("a", "F32", "[4]", "[0,16]"), eight),
        "data_offsets outside");
    row("overlap",
        one(entry("a", "U8", "[6]", "[0,6]") + "," + entry("b", "U8", "[4]", "[4,8]"), eight),
        "overlaps");
    row("gap",
        one(entry("a", "U8", "[3]", "[0,3]") + "," + entry("b", "U8", "[4]", "[4,8]"), eight),
        "gap");
    row("gap at the start", one(entry("a", "U8", "[4]", "[4,8]"), eight), "gap");
    row("data left over", one(entry("a", "U8", "[4]", "[0,4]"), eight), "do not fill");
    row("data without arrays", fileOf("{}", eight), "do not fill");
    row("name twice",
        one(entry("a", "U8", "[4]", "[0,4]") + "," + entry("a", "U8", "[4]", "[4,8]"), eight),
        "name twice");
    row("key twice in an entry",
        one(R"("a":{"dtype":"U8","dtype":"F32","shape":[8],"data_offsets":[0,8]})", eight),
        "name twice");
    row("metadata not an object", one("\"__metadata__\":3", ""), "metadata is not an object");
    row("metadata not a text", one("\"__metadata__\":{\"a\":3}", ""), "is not a text");
}

NIE_TEST(SafetensorsTest);

}  // namespace nie::safetensors_test

#include "safetensors_test.moc"
