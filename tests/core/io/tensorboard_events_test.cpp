#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/crc32c.h"
#include "core/io/protobuf_wire.h"
#include "core/io/tensorboard_events.h"
#include "tests/support/error_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <bit>
#include <limits>

namespace nie::tensorboard_events_test {

using test::inputErrorOf;
namespace fs = std::filesystem;

namespace {

void writeThree(const fs::path& file)
{
    EventFileWriter writer(file, 1.7e9);
    writer.add(1.7e9 + 0.5, 1, {{"train_loss", 0.25}});
    writer.add(1.7e9 + 1.0, 2, {{"train_loss", 0.125}, {"validation_loss", 1e-30}});
    writer.finish();
}

/// A record with right checksums around any message.
std::string framed(const std::string& message)
{
    const auto bytes = [](std::uint64_t value, int count) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += static_cast<char>(value >> (8 * i));
        return text;
    };
    const std::string length = bytes(message.size(), 8);
    return length + bytes(maskedCrc32c(length), 4) + message + bytes(maskedCrc32c(message), 4);
}

}  // namespace

class TensorboardEventsTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

private Q_SLOTS:
    void checksumsAreThoseOfTheStandard()
    {
        QCOMPARE(crc32c("123456789"), 0xE3069283U);
        QCOMPARE(crc32c(""), 0U);
        // RFC 3720, appendix B.4.
        QCOMPARE(crc32c(std::string(32, '\0')), 0x8A9136AAU);
        QCOMPARE(crc32c(std::string(32, '\xff')), 0x62A8AB43U);
        std::string rising;
        for (int i = 0; i < 32; ++i)
            rising += static_cast<char>(i);
        QCOMPARE(crc32c(rising), 0x46DD794EU);
        // tensorflow/core/lib/hash/crc32c.h: rotate right by 15, add 0xa282ead8.
        QCOMPARE(maskedCrc32c("123456789"),
                 std::rotr(std::uint32_t(0xE3069283U), 15) + 0xA282EAD8U);
    }

    void theFirstRecordIsWhatTensorFlowWrites()
    {
        writeThree(m_folder / "a");
        const std::string bytes = readFile(m_folder / "a");
        // 24 bytes: wall_time (tag 0x09, double), file_version (tag 0x1a, 13 bytes).
        const std::string expected("\x18\0\0\0\0\0\0\0", 8);
        QCOMPARE(bytes.substr(0, 8), expected);
        QCOMPARE(bytes.substr(12, 1), std::string("\x09"));
        QCOMPARE(bytes.substr(21, 15), std::string("\x1a\x0d") + "brain.Event:2");
    }

    void scalarsAreReadBackInSinglePrecision()
    {
        writeThree(m_folder / "b");
        const auto scalars = readEventFile(m_folder / "b");
        QCOMPARE(scalars.size(), std::size_t(3));
        QCOMPARE(scalars[0].tag, std::string("train_loss"));
        QCOMPARE(scalars[0].step, std::int64_t(1));
        QCOMPARE(scalars[0].value, 0.25);
        QCOMPARE(scalars[0].wallTime, 1.7e9 + 0.5);
        QCOMPARE(scalars[2].tag, std::string("validation_loss"));
        QCOMPARE(scalars[2].value, double(1e-30f));
        QVERIFY(isEventFile(m_folder / "b"));
    }

    void scalarsThatTensorFlow2WritesAsTensorsAreRead()
    {
        WireWriter
            packed;  // Event { step 7, summary { value { tag "loss", tensor { DT_FLOAT, 0.5 }}}}
        packed.integer(1, 1);
        const float half = 0.5F;
        packed.bytes(4, std::string(reinterpret_cast<const char*>(&half), sizeof half));
        WireWriter listed;
        listed.integer(1, 2);
        listed.real64(6, 0.1);
        std::string file;
        for (const WireWriter* tensor : {&packed, &listed}) {
            WireWriter value;
            value.bytes(1, "loss");
            value.bytes(8, tensor->text());
            WireWriter summary;
            summary.bytes(1, value.text());
            WireWriter event;
            event.integer(2, 7);
            event.bytes(5, summary.text());
            file += framed(event.text());
        }
        writeFileAtomically(m_folder / "tensors", file);
        const auto scalars = readEventFile(m_folder / "tensors");
        QCOMPARE(scalars.size(), std::size_t(2));
        QCOMPARE(scalars[0].value, 0.5);
        QCOMPARE(scalars[1].value, 0.1);
        QCOMPARE(scalars[1].step, std::int64_t(7));
    }

    void aChangedByteAnywhereIsFoundAndItsPlaceNamed()
    {
        writeThree(m_folder / "whole");
        const std::string whole = readFile(m_folder / "whole");
        for (std::size_t i = 0; i < whole.size(); ++i) {
            std::string changed = whole;
            changed[i] = static_cast<char>(changed[i] ^ 0x10);
            writeFileAtomically(m_folder / "changed", changed);
            const QString error = inputErrorOf([this] { readEventFile(m_folder / "changed"); });
            QVERIFY2(error.contains("changed: byte "), qPrintable(QString::number(i) + error));
        }
        QVERIFY(inputErrorOf([&] {
                    std::string changed = whole;
                    changed[45] = static_cast<char>(~changed[45]);
                    writeFileAtomically(m_folder / "changed", changed);
                    readEventFile(m_folder / "changed");
                }).contains("byte 40"));
    }

    void aFileThatIsCutIsRefused()
    {
        writeThree(m_folder / "whole");
        const std::string whole = readFile(m_folder / "whole");
        for (std::size_t length = 0; length < whole.size(); ++length) {
            writeFileAtomically(m_folder / "cut", whole.substr(0, length));
            // Between two records the file is whole, only shorter.
            const QString error = inputErrorOf([this] { readEventFile(m_folder / "cut"); });
            const bool betweenRecords = error == "no error";
            QVERIFY2(betweenRecords || error.contains("cut: byte "), qPrintable(error));
            QVERIFY(!betweenRecords || length >= 40);
        }
        QVERIFY(inputErrorOf([this] { readEventFile(m_folder / "none"); }).contains("cannot read"));
        writeFileAtomically(m_folder / "text", "step,loss\n1,2\n2,3\n");
        QVERIFY(inputErrorOf([this] {
                    readEventFile(m_folder / "text");
                }).contains("byte 0: no event file"));
        QVERIFY(!isEventFile(m_folder / "text"));
        writeFileAtomically(m_folder / "odd", framed("\xff\xff\xff"));
        QVERIFY(inputErrorOf([this] { readEventFile(m_folder / "odd"); }).contains("is no event"));
    }

    void nothingIsLeftOfAFileThatWasNotFinished()
    {
        const test::TemporaryFolder folder;
        {
            EventFileWriter writer(folder / "x", 0.0);
            writer.add(0.0, 1, {{"loss", 1.0}});
        }
        QVERIFY(fs::is_empty(folder.path()));
        QVERIFY_EXCEPTION_THROWN(EventFileWriter(folder / "no/folder", 0.0), RunError);
    }

    void negativeStepsAndLargeNumbersSurvive()
    {
        EventFileWriter writer(m_folder / "n", 0.0);
        writer.add(0.0, -3, {{"a", -1.5}, {"b", std::numeric_limits<double>::infinity()}});
        writer.add(0.0, std::numeric_limits<std::int64_t>::max(), {{"a", 0.0}});
        writer.finish();
        const auto scalars = readEventFile(m_folder / "n");
        QCOMPARE(scalars[0].step, std::int64_t(-3));
        QCOMPARE(scalars[1].value, std::numeric_limits<double>::infinity());
        QCOMPARE(scalars[2].step, std::numeric_limits<std::int64_t>::max());
    }
};

NIE_TEST(TensorboardEventsTest);

}  // namespace nie::tensorboard_events_test

#include "tensorboard_events_test.moc"
