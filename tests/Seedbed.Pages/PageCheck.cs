using System.Text.Json;
using PuppeteerSharp;
using Seedbed.Checkpoints;
using Seedbed.Tests.Diagnostics.Reports;

namespace Seedbed.Pages;

/// <summary>
/// Opens the rich report, or the pages given, in headless Chromium, narrow and wide, light and dark: nothing is loaded, nothing is complained of, nothing is
/// wider than the page, and every figure is drawn with the numbers of its table.
/// </summary>
internal static class PageCheck
{
    /// <summary>What a page is asked once it is drawn; each answer is a fault.</summary>
    private const string Question = """
        () => {
          const faults = [], page = document.scrollingElement, theme = getComputedStyle(document.body).backgroundColor;
          if (page.scrollWidth > page.clientWidth) {
            const wide = [...document.querySelectorAll('main *')].find(e => e.getBoundingClientRect().right > page.clientWidth + 1 && !e.closest('.scroll, pre, .canvas'));
            faults.push(`the page is ${page.scrollWidth} wide in a window of ${page.clientWidth}: ${wide?.outerHTML.slice(0, 200)}`);
          }
          const number = text => text === '' ? undefined : text === 'inf' ? Infinity : text === '-inf' ? -Infinity : Number(text);
          const plots = [...document.querySelectorAll('.plot')];
          let points = 0;
          plots.forEach((plot, i) => {
            const figure = JSON.parse(plot.dataset.figure), name = `figure ${i + 1} (${figure.kind})`;
            const canvas = plot.querySelector('canvas');
            if (!plot.chart || !canvas) { faults.push(`${name} is not drawn`); return; }
            const area = canvas.getBoundingClientRect();
            if (area.width < 200 || area.height < 60) faults.push(`${name} is ${area.width} × ${area.height}`);
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            let drawn = 0;
            for (let k = 3; k < pixels.length; k += 4) drawn += pixels[k] > 0;
            if (drawn < 1000) faults.push(`${name} has ${drawn} pixels that are not empty`);
            let data = plot.nextElementSibling;
            while (data.tagName !== 'DETAILS') data = data.nextElementSibling;
            const tables = [...data.querySelectorAll('table')].map(table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => number(cell.textContent.trim()))));
            if (figure.kind === 'lines') {
              let column = 1;
              for (const series of figure.series) {
                const place = row => figure.x.names ? figure.x.min : row[0];
                const expected = tables[0].filter(row => place(row) >= figure.x.min && place(row) <= figure.x.max).map(row => row[column]).filter(value => value >= figure.y.min && value <= figure.y.max).length;
                const index = figure.series.slice(0, figure.series.indexOf(series)).reduce((sum, each) => sum + (each.band ? 3 : 1), 1);
                const got = plot.chart.data[index].filter(value => value !== null && value !== undefined).length;
                if (got !== expected) faults.push(`${name}: ${series.name} has ${got} points and its column ${expected}`);
                if (plot.chart.series[index].show === false) faults.push(`${name}: ${series.name} is hidden`);
                points += got;
                column += series.band ? 3 : 1;
              }
            } else if (figure.kind === 'histogram') {
              points += tables[0].length;
              if (tables[1] && plot.chart.data[0].length !== tables[1].length) faults.push(`${name}: the density has ${plot.chart.data[0].length} points`);
            } else {
              const cells = plot.chart.rows.length * plot.chart.columns.length;
              if (cells !== tables[0].length * (tables[0][0].length - 1)) faults.push(`${name} has ${cells} cells`);
              points += cells;
            }
            if (!plot.querySelector('[role=img]')?.getAttribute('aria-label')) faults.push(`${name} has no words`);
          });
          if (plots.length === 0) faults.push('there is no figure');
          if (document.images.length) faults.push(`there are ${document.images.length} images`);
          return { faults, figures: plots.length, points, theme };
        }
        """;

    /// <summary>What keys do: the first figure's values are read aloud, and a series is hidden and comes back.</summary>
    private const string Spoken = "() => document.querySelector('.plot .spoken').textContent";
    private const string Hidden = "() => document.querySelector('.plot').chart.series.filter(series => series.show === false).length";

    private static readonly (int Width, int Height, bool IsDark)[] s_settings = [(390, 844, false), (390, 844, true), (1400, 900, false), (1400, 900, true)];

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            await Console.Error.WriteLineAsync("usage: Seedbed.Pages CHROMIUM FOLDER [PAGE.html]…; screenshots go to the folder.");
            return 2;
        }

        if (arguments[2..].FirstOrDefault(page => !File.Exists(page)) is { } missing)
        {
            await Console.Error.WriteLineAsync($"{missing} is not there; name pages that are.");
            return 2;
        }

        string folder = Directory.CreateDirectory(arguments[1]).FullName;
        (string rich, string odd) = (Path.Combine(folder, "report.html"), Path.Combine(folder, "odd.html"));
        await File.WriteAllTextAsync(rich, RichReport.Create().ToHtml());
        await File.WriteAllTextAsync(odd, RichReport.CreateOdd().ToHtml());
        using IBrowser browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = arguments[0],
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        int faults = 0;
        foreach (string page in (string[])[rich, odd, .. arguments[2..].Select(Path.GetFullPath)])
        {
            foreach ((int width, int height, bool isDark) in s_settings)
            {
                faults += await CheckAsync(browser, page, width, height, isDark, folder);
            }
        }

        WriteOptions options = new() { Overwrite = true };
        string[] figures =
        [
            .. RichReport.Create().SaveFigures(Path.Combine(folder, "figures"), options),
            .. RichReport.CreateOdd().SaveFigures(Path.Combine(folder, "odd-figures"), options),
        ];
        foreach ((int i, string figure) in figures.Index())
        {
            faults += await CheckPictureAsync(browser, figure, isDark: i % 2 == 1);
        }

        Console.WriteLine(faults == 0 ? $"check-pages: {s_settings.Length} settings, no fault" : $"check-pages: {faults} faults");
        return faults == 0 ? 0 : 1;
    }

    private static async Task<int> CheckAsync(IBrowser browser, string path, int width, int height, bool isDark, string folder)
    {
        string setting = $"{Path.GetFileNameWithoutExtension(path)}-{width}-{(isDark ? "dark" : "light")}";
        List<string> faults = [];
        await using IPage page = await browser.NewPageAsync();
        string address = new Uri(path).AbsoluteUri;
        page.Console += (_, said) => faults.Add($"the console says: {said.Message.Text}");
        page.PageError += (_, error) => faults.Add($"the program failed: {error.Message}");
        page.Request += (_, request) =>
        {
            if (request.Request.Url != address)
            {
                faults.Add($"the page asks for {request.Request.Url}");
            }
        };
        page.Dialog += async (_, dialog) =>
        {
            faults.Add("a dialog opened");
            await dialog.Dialog.Dismiss();
        };
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = height, IsMobile = width < 600, DeviceScaleFactor = 1 });
        await page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = isDark ? "dark" : "light" }]);
        await page.GoToAsync(address, WaitUntilNavigation.Networkidle0);
        JsonElement answer = await page.EvaluateFunctionAsync<JsonElement>(Question);
        faults.AddRange(answer.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()!));
        await page.ScreenshotAsync(Path.Combine(folder, $"{setting}.png"), new ScreenshotOptions { FullPage = true });
        if (Path.GetFileName(path) == "report.html")
        {
            await UseAsync(page, faults, Path.Combine(folder, $"{setting}-used.png"));
        }

        await page.PdfAsync(Path.Combine(folder, $"{setting}.pdf"));
        Console.WriteLine($"{setting}: {answer.GetProperty("figures")} figures, {answer.GetProperty("points")} numbers drawn, {answer.GetProperty("theme")}");
        faults.ForEach(fault => Console.WriteLine($"  {fault}"));
        return faults.Count;
    }

    /// <summary>A figure that stands alone: well formed, and all of it within its frame.</summary>
    private static async Task<int> CheckPictureAsync(IBrowser browser, string path, bool isDark)
    {
        await using IPage page = await browser.NewPageAsync();
        await page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = isDark ? "dark" : "light" }]);
        await page.SetViewportAsync(new ViewPortOptions { Width = 860, Height = 640 });
        await page.GoToAsync(new Uri(path).AbsoluteUri);
        string fault = await page.EvaluateFunctionAsync<string>("""
            () => {
              const svg = document.documentElement, frame = svg.viewBox?.baseVal;
              if (!frame || document.querySelector('parsererror')) return 'is no SVG';
              const out = [...svg.querySelectorAll('text, path, polyline, polygon, circle, g > rect')].find(element => {
                const box = element.getBoundingClientRect(), all = svg.getBoundingClientRect();
                return box.left < all.left - 1 || box.right > all.right + 1 || box.top < all.top - 1 || box.bottom > all.bottom + 1;
              });
              return out ? `does not hold ${out.outerHTML.slice(0, 120)}` : '';
            }
            """);
        await page.ScreenshotAsync(Path.ChangeExtension(path, ".png"), new ScreenshotOptions { FullPage = true });
        Console.Write(fault.Length == 0 ? "" : $"{Path.GetFileName(path)} {fault}\n");
        return fault.Length == 0 ? 0 : 1;
    }

    /// <summary>Without a mouse, then with the button of the theme, which is pressed twice.</summary>
    private static async Task UseAsync(IPage page, List<string> faults, string picture)
    {
        await page.FocusAsync(".plot .canvas");
        foreach (string key in (string[])["End", "ArrowLeft", "ArrowLeft"])
        {
            await page.Keyboard.PressAsync(key);
        }

        string spoken = await page.EvaluateFunctionAsync<string>(Spoken);
        string row = await page.EvaluateFunctionAsync<string>("() => [...document.querySelector('figure table').tBodies[0].rows].at(-3).cells[0].textContent.trim()");
        if (!spoken.StartsWith(row, StringComparison.Ordinal) || spoken.Length <= row.Length)
        {
            faults.Add($"keys read '{spoken}', and the row is '{row}'");
        }

        await page.ScreenshotAsync(picture);
        await page.Keyboard.PressAsync("Escape");
        foreach (int hidden in (int[])[1, 0])
        {
            await page.FocusAsync(".plot .legend button");
            await page.Keyboard.PressAsync("Enter");
            int got = await page.EvaluateFunctionAsync<int>(Hidden);
            if (got < hidden || (hidden == 0 && got > 0))
            {
                faults.Add($"{got} series are hidden after the legend's button was pressed");
            }
        }

        string before = await page.EvaluateFunctionAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        await page.FocusAsync("#theme");
        await page.Keyboard.PressAsync("Enter");
        if (before == await page.EvaluateFunctionAsync<string>("() => getComputedStyle(document.body).backgroundColor"))
        {
            faults.Add($"the ground is {before} in both themes");
        }

        await page.Keyboard.PressAsync("Enter");
    }
}
