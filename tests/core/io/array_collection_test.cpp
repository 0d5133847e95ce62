#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/io/array_summary.h"
#include "tests/support/error_text.h"
#include "tests/support/shared_data.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::array_collection_test {

namespace fs = std::filesystem;

namespace {

/// Arrays of the collection: what its expected.json says of matrices in files of every format.
bool isArrayFile(const std::string& path)
{
    const bool folder = path.starts_with("arrays/") || path.starts_with("nitime/") ||
                        path.starts_with("derivatives/") || path.starts_with("matlab/") ||
                        path.find("hoc21_series") != std::string::npos;
    return folder && ArrayFile::hasKnownEnding(path);
}

bool contains(const std::string& text, const std::string& part)
{
    return QString::fromStdString(text).contains(QString::fromStdString(part), Qt::CaseInsensitive);
}

}  // namespace

/// Every array of a collection of real, crafted and malformed files, against what other readers
/// (NumPy, SciPy, h5py) found in them.
class ArrayCollectionTest : public QObject {
    Q_OBJECT

private:
    const fs::path m_folder = test::sharedData("fmri");
    Json m_expected;

    static void checkNumbers(const Json& found, const Json& expected)
    {
        const double tolerance = expected.value("tolerance", 1e-6);
        for (const char* key : {"first", "last", "mean"})
            if (expected.contains(key)) {
                const double wanted = expected.at(key).get<double>();
                const double value = found.at(key).get<double>();
                QVERIFY2(std::abs(value - wanted) <= tolerance * std::max(1.0, std::abs(wanted)),
                         qPrintable(QString("%1: %2, not %3").arg(key).arg(value).arg(wanted)));
            }
    }

    static void checkNames(const Json& found, const Json& expected)
    {
        if (!expected.contains("names"))
            return;
        if (expected.at("names").is_null()) {
            QVERIFY(!found.contains("names"));
            return;
        }
        const auto names = found.at("names").get<std::vector<std::string>>();
        const auto wanted = expected.at("names").get<std::vector<std::string>>();
        QCOMPARE(names.front(), wanted.front());
        QCOMPARE(names.back(), wanted.back());
        if (std::find(wanted.begin(), wanted.end(), "...") == wanted.end() && wanted.size() > 2)
            QVERIFY(names == wanted);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (m_folder.empty())
            QSKIP("the collection of recordings is not beside the project");
        m_expected = parseJson(readFile(m_folder / "expected.json"), "expected.json").at("files");
    }

    void fileIsReadOrRefusedAsExpected_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_expected.size(); ++i) {
            const auto path = m_expected[i].at("path").get<std::string>();
            if (isArrayFile(path))
                QTest::newRow(path.c_str()) << int(i);
        }
    }
    void fileIsReadOrRefusedAsExpected()
    {
        QFETCH(int, index);
        const Json& expected = m_expected.at(static_cast<std::size_t>(index));
        const fs::path file = m_folder / expected.at("path").get<std::string>();
        if (expected.at("expect") == "error") {
            const QString error =
                test::inputErrorOf([&file] { describeArrayFile(*ArrayFile::open(file), {}); });
            QVERIFY2(error.startsWith(QString::fromStdString(file.string())), qPrintable(error));
            for (const Json& part : expected.at("error").at("mustMention"))
                QVERIFY2(contains(error.toStdString(), part.get<std::string>()), qPrintable(error));
            return;
        }
        const Json found = describeArrayFile(*ArrayFile::open(file), {});
        if (expected.at("expect") == "load_or_ask")
            return;
        QCOMPARE(QString::fromStdString(found.at("shape").dump()),
                 QString::fromStdString(expected.at("shape").dump()));
        checkNumbers(found, expected);
        checkNames(found, expected);
        if (expected.contains("missing"))
            QCOMPARE(found.at("missing").get<int>(), expected.at("missing").get<int>());
        if (expected.contains("tr") && expected.at("tr").at("policy") == "offer")
            QCOMPARE(found.at("repetition_time").get<double>(),
                     expected.at("tr").at("seconds").get<double>());
        const std::string warnings = found.at("warnings").dump();
        for (const Json& part : expected.value("warnings", Json::array()))
            QVERIFY2(contains(warnings, part.get<std::string>()), warnings.c_str());
        if (!expected.contains("warnings"))
            QVERIFY2(found.at("warnings").empty(), warnings.c_str());
    }

    void everyFormatOfTheCollectionWasTried()
    {
        int tried = 0;
        for (const Json& file : m_expected)
            tried += isArrayFile(file.at("path").get<std::string>());
        QVERIFY2(tried >= 50, qPrintable(QString::number(tried)));
    }
};

NIE_TEST(ArrayCollectionTest);

}  // namespace nie::array_collection_test

#include "array_collection_test.moc"
