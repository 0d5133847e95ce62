#include "app/cli/info_data.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"
#include "tests/app/cli/nie_process.h"
#include "tests/support/error_text.h"
#include "tests/support/shared_data.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QTest>

#include <cmath>
#include <set>

namespace nie::info_recordings_test {

namespace fs = std::filesystem;

/// What `nie info --json` tells of every file of a collection of real, crafted and malformed
/// recordings, against what other readers (nibabel, NumPy, SciPy) found in them.
class InfoRecordingsTest : public QObject {
    Q_OBJECT

private:
    const fs::path m_folder = test::sharedData("fmri");
    Json m_expected;

    static void checkRefusal(const QString& message, const fs::path& file, const Json& expected)
    {
        QVERIFY2(message.contains(QString::fromStdString(file.string())), qPrintable(message));
        for (const Json& part : expected.at("error").at("mustMention"))
            QVERIFY2(message.contains(QString::fromStdString(part), Qt::CaseInsensitive),
                     qPrintable(message));
    }

    static bool isRefused(const std::string& expect)
    {
        return expect == "error" || expect == "refuse_as_series";
    }

    static void checkNumbers(const Json& found, const Json& expected)
    {
        const double tolerance = expected.value("tolerance", 1e-6);
        for (const char* key : {"first", "last", "mean", "min", "max"})
            if (expected.contains(key) && expected.at(key).is_number()) {
                const double wanted = expected.at(key).get<double>();
                const double value = found.at(key).get<double>();
                QVERIFY2(std::abs(value - wanted) <= tolerance * std::max(1.0, std::abs(wanted)),
                         qPrintable(QString("%1: %2, not %3").arg(key).arg(value).arg(wanted)));
            }
        if (expected.contains("affine"))
            for (int i = 0; i < 16; ++i)
                QVERIFY(std::abs(found.at("affine")[i / 4][i % 4].get<double>() -
                                 expected.at("affine")[i / 4][i % 4].get<double>()) < 2e-5);
        for (const auto& [own, theirs] :
             {std::pair("affine_source", "affineSource"), std::pair("axes", "axcodes"),
              std::pair("type", "storedType"), std::pair("byte_order", "byteOrder")})
            if (expected.contains(theirs))
                QCOMPARE(QString::fromStdString(found.at(own).get<std::string>()),
                         QString::fromStdString(expected.at(theirs).get<std::string>()));
    }

    static void checkTime(const Json& found, const Json& expected)
    {
        if (!expected.contains("tr"))
            return;
        const Json& wanted = expected.at("tr");
        QCOMPARE(QString::fromStdString(found.at("tr").at("policy").get<std::string>()),
                 QString::fromStdString(wanted.at("policy").get<std::string>()));
        QCOMPARE(found.at("tr").at("seconds").is_null(), wanted.at("seconds").is_null());
        if (wanted.at("seconds").is_number())
            QVERIFY(std::abs(found.at("tr").at("seconds").get<double>() -
                             wanted.at("seconds").get<double>()) < 1e-6);
        QVERIFY(found.at("tr").contains("source"));
    }

    static void checkWarnings(const Json& found, const Json& expected)
    {
        const QString warnings = QString::fromStdString(found.at("warnings").dump());
        if (expected.at("expect") == "load")
            QVERIFY2(found.at("warnings").empty(), qPrintable(warnings));
        if (expected.at("expect") == "load_with_warning")
            QVERIFY(!found.at("warnings").empty());
        if (expected.at("expect") != "load_as_labels")
            for (const Json& part : expected.value("warnings", Json::array()))
                QVERIFY2(warnings.contains(QString::fromStdString(part), Qt::CaseInsensitive),
                         qPrintable(warnings));
    }

    fs::path fileOf(const Json& expected) const
    {
        std::string path = expected.at("path").get<std::string>();
        // One row stands for twelve files.
        if (const auto at = path.find("NN"); at != std::string::npos)
            path.replace(at, 2, "07");
        return m_folder / path;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (m_folder.empty())
            QSKIP("the collection of recordings is not beside the project");
        m_expected = parseJson(readFile(m_folder / "expected.json"), "expected.json").at("files");
    }

    void everyFileIsDescribedOrRefusedAsExpected_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_expected.size(); ++i)
            QTest::newRow(m_expected[i].at("path").get<std::string>().c_str()) << int(i);
    }
    void everyFileIsDescribedOrRefusedAsExpected()
    {
        QFETCH(int, index);
        const Json& expected = m_expected.at(std::size_t(index));
        const fs::path file = fileOf(expected);
        const auto expect = expected.at("expect").get<std::string>();
        // Both are images; as labels they are refused where they meet a recording.
        const bool badLabels =
            expect == "error_as_labels" && expected.at("error").at("value") == "not an integer";
        const auto describe = [&] {
            return cli::describeDataFile(file, {}, badLabels ? "labels" : "");
        };
        if (isRefused(expect) || badLabels) {
            checkRefusal(test::inputErrorOf(describe), file, expected);
            return;
        }
        const Json found = describe();
        if (expect == "load_or_ask")
            return;
        for (const char* key : {"kind", "shape", "tr", "first", "last", "mean", "min", "max"})
            QVERIFY2(found.contains(key), key);
        if (expected.contains("shape"))
            QCOMPARE(QString::fromStdString(found.at("shape").dump()),
                     QString::fromStdString(expected.at("shape").dump()));
        checkNumbers(found, expected);
        checkTime(found, expected);
        checkWarnings(found, expected);
    }

    void programPrintsTheDescriptionOrEndsWithTwo()
    {
        // The first file of every kind of outcome: a process for each takes its time.
        std::set<std::string> seen;
        for (const Json& expected : m_expected) {
            const auto expect = expected.at("expect").get<std::string>();
            if (!seen.insert(expect).second)
                continue;
            const fs::path file = fileOf(expected);
            const test::NieResult result =
                test::runNie({"info", QString::fromStdString(file.string()), "--json"});
            QCOMPARE(result.exitCode, isRefused(expect) ? 2 : 0);
            if (isRefused(expect)) {
                checkRefusal(result.err, file, expected);
                QVERIFY(result.out.isEmpty());
            } else {
                QVERIFY(parseJson(result.out.toStdString(), "nie") ==
                        cli::describeDataFile(file, {}));
            }
        }
        QVERIFY(seen.size() > 5);
    }

    void imagesAreRefusedAsRecordingsAndLabelsCounted()
    {
        for (const Json& expected : m_expected) {
            const auto expect = expected.at("expect").get<std::string>();
            const fs::path file = fileOf(expected);
            if (expect == "load_as_image") {
                const QString error =
                    test::inputErrorOf([&file] { cli::describeDataFile(file, {}, "recording"); });
                QVERIFY2(error.contains("dim["), qPrintable(error));
            }
            if (expect == "load_as_labels" && expected.contains("labels"))
                QCOMPARE(cli::describeDataFile(file, {}, "labels").at("labels").get<int>(),
                         expected.at("labels").at("count").get<int>());
        }
    }
};

NIE_TEST_WITH(QCoreApplication, InfoRecordingsTest);

}  // namespace nie::info_recordings_test

#include "info_recordings_test.moc"
