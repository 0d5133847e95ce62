#include "core/config/run_config.h"
#include "core/io/nifti_file.h"
#include "tests/support/python.h"
#include "tests/support/shared_data.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::nifti_oracle_test {

namespace {

const char* const kProgram = R"(
import sys, json, nibabel, numpy
result = {}
for path in sys.argv[1:]:
    image = nibabel.load(path)
    values = numpy.asarray(image.dataobj, dtype=float)
    result[path] = {"shape": list(values.shape), "affine": image.affine.tolist(),
                    "first": values.flat[0], "last": values[(-1,) * values.ndim],
                    "sum": float(values.sum())}
print(json.dumps(result))
)";

}  // namespace

/// Against nibabel, where it is installed.
class NiftiOracleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAndAffinesAreNibabels()
    {
        if (!test::pythonHas("nibabel, numpy"))
            QSKIP("nibabel is not installed");
        const auto folder = test::sharedData("fmri");
        if (folder.empty())
            QSKIP("the collection of recordings is not beside the project");
        QStringList files;
        for (const char* below : {"crafted/orientation", "haxby", "nibabel"})
            for (const auto& entry : std::filesystem::directory_iterator(folder / below)) {
                const std::string name = entry.path().filename().string();
                // Without orientation codes nibabel centres the grid, and it reads CIFTI.
                const bool image = name.ends_with(".nii") || name.ends_with(".nii.gz");
                if (image && name != "affine_pixdim_only.nii" && !name.ends_with(".dconn.nii"))
                    files << QString::fromStdString(entry.path().string());
            }
        const auto run = test::runPython(kProgram, files);
        QVERIFY2(run.exitCode == 0, qPrintable(run.err));
        const Json expected = parseJson(run.out.toStdString(), "nibabel");
        QVERIFY(files.size() > 20);
        for (const QString& path : files) {
            const Json& theirs = expected.at(path.toStdString());
            NiftiFile file(path.toStdString());
            QVERIFY2(theirs.at("shape") == Json(file.header().shape), qPrintable(path));
            for (int row = 0; row < 4; ++row)
                for (int column = 0; column < 4; ++column)
                    QVERIFY2(std::abs(theirs.at("affine")[std::size_t(row)][std::size_t(column)]
                                          .get<double>() -
                                      file.affine().matrix(row, column)) < 1e-5,
                             qPrintable(path));
            double sum = 0.0;
            double last = 0.0;
            file.forEachBlock([&](const double* values, std::size_t count) {
                for (std::size_t k = 0; k < count; ++k)
                    sum += values[k];
                last = values[count - 1];
            });
            const double scale = std::max(1.0, std::abs(sum));
            QVERIFY2(std::abs(theirs.at("sum").get<double>() - sum) < 1e-6 * scale,
                     qPrintable(path));
            QVERIFY2(std::abs(theirs.at("last").get<double>() - last) < 1e-6 * scale,
                     qPrintable(path));
        }
    }
};

NIE_TEST(NiftiOracleTest);

}  // namespace nie::nifti_oracle_test

#include "nifti_oracle_test.moc"
