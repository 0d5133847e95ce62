#include "tests/house/source_tree.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

namespace nie::source_files_test {

using namespace nie::test;

namespace {

constexpr int kMostLines = 500;
constexpr int kUsualLines = 350;
constexpr int kMostColumns =
    120;  // the formatter aims at 100; strings and tables may stand out a little

QStringList linesOf(const QString& file)
{
    return readText(sourceFolder() + "/" + file).split('\n');
}

/// "FILE:LINE: text" of every line that matches, in files that a person wrote.
QStringList matchingLines(const QRegularExpression& pattern)
{
    QStringList found;
    for (const QString& file : writtenFiles()) {
        int number = 0;
        for (const QString& line : linesOf(file)) {
            ++number;
            if (pattern.match(line).hasMatch())
                found << QString("%1:%2: %3").arg(file).arg(number).arg(line.trimmed());
        }
    }
    return found;
}

/// Whether the CMakeLists.txt of the file's folder or of one above names the file.
bool isListedInABuildFile(const QString& file)
{
    const QString name = QFileInfo(file).fileName();
    const QString testName = QFileInfo(file).completeBaseName();
    for (QString folder = QFileInfo(file).path(); folder != ".";
         folder = QFileInfo(folder).path()) {
        const QString text = readText(sourceFolder() + "/" + folder + "/CMakeLists.txt");
        if (text.contains(name) || text.contains("nie_add_test(" + testName))
            return true;
    }
    return false;
}

}  // namespace

class SourceFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noFileIsLongAndNineOfTenAreShort()
    {
        const QStringList files = compiledFiles();
        QVERIFY(files.size() > 30);
        QStringList tooLong;
        int unusual = 0;
        for (const QString& file : files) {
            const auto lines = linesOf(file).size() - 1;
            if (lines > kMostLines)
                tooLong << QString("%1: %2 lines").arg(file).arg(lines);
            unusual += lines > kUsualLines;
        }
        QVERIFY2(tooLong.isEmpty(), qPrintable(tooLong.join('\n')));
        QVERIFY2(unusual * 10 <= files.size(), qPrintable(QString("%1 long files").arg(unusual)));
    }

    void linesFitBesideEachOther()
    {
        // A long string, such as the path of an icon, is better in one piece.
        static const QRegularExpression string("\"([^\"\\\\]|\\\\.)*\"");
        QStringList wide;
        for (const QString& file : compiledFiles()) {
            for (const QString& line : linesOf(file)) {
                if (QString(line).remove(string).size() > kMostColumns)
                    wide << file + ": " + line;
            }
        }
        QVERIFY2(wide.isEmpty(), qPrintable(wide.join('\n')));
    }

    void everyHeaderIsGuarded()
    {
        for (const QString& file : compiledFiles()) {
            if (file.endsWith(".h"))
                QVERIFY2(linesOf(file).first() == "#pragma once", qPrintable(file));
        }
    }

    void everySourceFileIsBuilt()
    {
        for (const QString& file : compiledFiles()) {
            if (file.endsWith(".cpp"))
                QVERIFY2(isListedInABuildFile(file), qPrintable(file + " is in no CMakeLists.txt"));
        }
    }

    void nothingIsMarkedAsLeftForLater()
    {
        // Written in halves: this file is read by this test too.
        const QStringList words{QString("TO") + "DO", QString("FIX") + "ME", QString("XX") + "X",
                                QString("not ") + "implemented", QString("unimplem") + "ented"};
        const QRegularExpression markers("\\b(" + words.join('|') + ")\\b",
                                         QRegularExpression::CaseInsensitiveOption);
        const QStringList found = matchingLines(markers);
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void nothingDependsOnWhereThisTreeStands()
    {
        QStringList places;
        const QString parent = QFileInfo(sourceFolder()).absolutePath();
        for (const QString& folder : {sourceFolder(), parent, QDir::homePath()}) {
            if (folder != "/" && !folder.startsWith("/usr"))
                places << QRegularExpression::escape(folder) + "(/|\\b)";
        }
        if (places.isEmpty())
            QSKIP("this tree stands where system files stand");
        const QRegularExpression absolute("(?<![\\w./-])(" + places.join('|') + ")");
        const QStringList found = matchingLines(absolute);
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }
};

NIE_TEST(SourceFilesTest);

}  // namespace nie::source_files_test

#include "source_files_test.moc"
