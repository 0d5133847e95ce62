#pragma once

#include "core/results/export_settings.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace nie {

/// Size, letters and resolution of a figure that is exported: a preset, and what a person changes
/// of it. The height follows the width until it is changed itself.
class ExportForm : public QWidget {
    Q_OBJECT
public:
    explicit ExportForm(std::vector<FigurePreset> presets, QWidget* parent = nullptr);

    const std::vector<FigurePreset>& presets() const { return m_presets; }
    /// Null: none is chosen.
    const FigurePreset* preset() const;
    /// Only what was chosen or changed.
    const ExportSettings& settings() const { return m_settings; }
    /// Shows what the settings make of the figure; says nothing of it.
    void showFigure(const FigureSpec& figure, int dpi);
    /// Whether the resolution means anything.
    void setRaster(bool raster);

Q_SIGNALS:
    void presetChosen();
    void changed();

private:
    QDoubleSpinBox* addLength(const char* name, const QString& text, const QString& tip,
                              void (ExportForm::*edited)(double));
    void buildPresets();
    void buildLetters();
    void choosePreset(int index);
    void setWidth(double shown);
    void setHeight(double shown);
    void showUnit();
    double millimetresPerUnit() const;

    std::vector<FigurePreset> m_presets;
    ExportSettings m_settings;
    double m_shownWidth = 0.0;  ///< millimetres
    double m_shownHeight = 0.0;
    QFormLayout* m_rows;
    QComboBox* m_preset;
    QComboBox* m_unit;
    QDoubleSpinBox* m_width;
    QDoubleSpinBox* m_height;
    QDoubleSpinBox* m_font;
    QSpinBox* m_dpi;
};

}  // namespace nie
